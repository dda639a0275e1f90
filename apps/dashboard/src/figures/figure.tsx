import { Sparkline } from '@app/charts';
import { useState } from 'preact/hooks';
import type { Changes } from '../address/address.ts';
import { Link } from '../address/link.tsx';
import { Meaning } from './meaning.tsx';

export type FigureProps = Readonly<{
  /** The name in a snapshot, by which its meaning is found. */
  name: string;
  title: string;
  text: string;
  /** The figure of the period before, in words. */
  before: string;
  direction: -1 | 0 | 1 | null;
  values: readonly (number | null)[];
  /** Where the figure comes from. */
  from: Changes;
}>;

const ARROWS = { '-1': '▼', '0': '=', '1': '▲' } as const;
const TONES = { '-1': 'loss', '0': 'quiet', '1': 'gain' } as const;

/** A figure with its course, what it was before, what it is, and where it comes from. */
export const Figure = ({ name, title, text, before, direction, values, from }: FigureProps) => {
  const [isAsked, setAsked] = useState(false);
  return (
    <div class="figure">
      <dt id={`figure-${name}`}>{title}</dt>
      <dd>
        <b class="value">{text}</b>
        <span class="before">
          {direction !== null && <span class={TONES[`${direction}`]}>{ARROWS[`${direction}`]} </span>}
          {before}
        </span>
        <Sparkline label={`${title}, the last ${values.length} periods`} values={values} width={132} height={32} />
        <span class="asks">
          <button
            type="button"
            class="link"
            aria-expanded={isAsked}
            aria-describedby={`figure-${name}`}
            onClick={() => setAsked(!isAsked)}
          >
            What is this?
          </button>{' '}
          <Link to={from} aria-describedby={`figure-${name}`}>
            From where?
          </Link>
        </span>
        {isAsked && <Meaning name={name} />}
      </dd>
    </div>
  );
};
