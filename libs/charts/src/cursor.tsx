import type { Tick } from './axes.tsx';

/** The width of the thumb of a range in pixels, by which its track is longer than the way of its middle. */
const THUMB = 16;

type CursorProps = Readonly<{
  /** What is chosen, such as a period. */
  name: string;
  /** The places of the cursor in the chart, each with the figures there in words. */
  places: readonly Tick[];
  at: number;
  onMove: (index: number) => void;
  onPick?: ((index: number) => void) | undefined;
}>;

/**
 * A slider below a chart that reads out the figures at its place: by arrow keys, by touch, and for screen readers. Enter
 * picks the place where the chart lets a reader pick one.
 */
export const Cursor = ({ name, places, at, onMove, onPick }: CursorProps) => {
  const [from, to] = [places[0]?.at ?? 0, places.at(-1)?.at ?? 0];
  const text = places[at]?.text ?? '';
  return (
    <div class="chart-cursor">
      <input
        type="range"
        aria-label={name}
        min={0}
        max={places.length - 1}
        value={at}
        aria-valuetext={text}
        style={{ marginLeft: `${from - THUMB / 2}px`, width: `${to - from + THUMB}px` }}
        onInput={({ currentTarget: { value } }) => onMove(Number(value))}
        onKeyDown={({ key }) => key === 'Enter' && onPick?.(at)}
      />
      <span aria-hidden="true">{text}</span>
    </div>
  );
};
