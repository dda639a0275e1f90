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

export const NavigationBar = ({ view }: { view: View }) => (
  <nav aria-label="Views">
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
