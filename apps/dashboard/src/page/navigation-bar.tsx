import { useEffect, useRef } from 'preact/hooks';
import { type View, VIEWS } from '../address/address.ts';
import { Link } from '../address/link.tsx';

const TITLES: Readonly<Record<View, string>> = {
  overview: 'Overview',
  why: 'Why',
  segments: 'Segments',
  deals: 'Deals',
  concentration: 'Concentration',
  ahead: 'Ahead',
  contracts: 'Contracts',
  data: 'Data',
};

export const titleOf = (view: View): string => TITLES[view];

export const NavigationBar = ({ view }: { view: View }) => {
  const bar = useRef<HTMLElement>(null);
  // On a narrow screen the bar scrolls sideways, and the open view may be out of sight.
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [view]);
  return (
    <nav aria-label="Views" ref={bar}>
      <ul>
        {VIEWS.map((one) => (
          <li key={one}>
            <Link to={{ view: one }} aria-current={one === view ? 'page' : undefined}>
              {TITLES[one]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};
