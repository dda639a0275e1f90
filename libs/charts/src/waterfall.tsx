import { scaleBand, scaleLinear } from 'd3-scale';
import { Chart } from './chart.tsx';
import { extentWithZero } from './extent.ts';

/** A part of the change from the start to the end. `text` is the value in full, `short` the text beside the bar. */
export type WaterfallPart = Readonly<{ name: string; value: number; text: string; short: string }>;

export type WaterfallProps = Readonly<{
  label: string;
  width: number;
  start: WaterfallPart;
  parts: readonly WaterfallPart[];
  end: WaterfallPart;
}>;

type Bar = WaterfallPart & Readonly<{ from: number; to: number; kind: 'total' | 'gain' | 'loss' }>;

const ROW = 30;
const VALUE_ROOM = 62;

/** The least width for the names of rows: that of `Customers that entered`. */
const NAMES = 158;

/** Where no step of the way is longer than this part of the totals, steps could not be seen beside them. */
const SMALL = 0.2;

/** The values that the running sum of the parts goes through. */
const wayOf = ({ start, parts }: WaterfallProps): readonly number[] =>
  parts.reduce<readonly number[]>((way, { value }) => [...way, (way.at(-1) ?? 0) + value], [start.value]);

/** Where bars begin: at zero, or where the parts are small beside the totals, at the start, so that they are changes. */
const baseOf = (props: WaterfallProps): number => {
  const way = wayOf(props);
  const total = Math.max(Math.abs(props.start.value), Math.abs(props.end.value));
  return Math.max(...way) - Math.min(...way) < SMALL * total ? props.start.value : 0;
};

const barsOf = (props: WaterfallProps, base: number): readonly Bar[] => {
  const { start, parts, end } = props;
  const way = wayOf(props).map((value) => value - base);
  const steps = parts.map((part, index): Bar => {
    const [from, to] = [way[index] ?? 0, way[index + 1] ?? 0];
    return { ...part, from, to, kind: part.value < 0 ? 'loss' : 'gain' };
  });
  return [
    { ...start, from: 0, to: start.value - base, kind: 'total' },
    ...steps,
    { ...end, from: 0, to: end.value - base, kind: 'total' },
  ];
};

/** Bars from left to right, a row each, so that names are read in full at any width. */
export const Waterfall = (props: WaterfallProps) => {
  const { label, width } = props;
  const base = baseOf(props);
  const bars = barsOf(props, base);
  const names = Math.min(190, Math.max(NAMES, Math.round(width * 0.3)));
  const height = bars.length * ROW + 4;
  const x = scaleLinear(extentWithZero(bars.flatMap(({ from, to }) => [from, to])), [names, width - VALUE_ROOM]);
  const y = scaleBand<number>([...bars.keys()], [2, height - 2]).padding(0.3);
  const rowOf = (index: number): number => y(index) ?? 0;
  const middle = (index: number): number => rowOf(index) + y.bandwidth() / 2;
  const table = { head: ['Part', 'Amount'], rows: bars.map(({ name, text }) => [name, text]) };
  return (
    <>
      {base !== 0 && (
        <p class="chart-legend">
          Bars begin at {props.start.short} ({props.start.name}), not at zero.
        </p>
      )}
      <Chart label={label} width={width} height={height} table={table}>
        <line class="zero" x1={x(0)} x2={x(0)} y1={0} y2={height} />
        {bars.map(({ name, text, short, from, to, kind }, index) => (
          <g key={name}>
            <title>{`${name}: ${text}`}</title>
            <text class="row-name" x={names - 10} y={middle(index)} dy="0.32em" text-anchor="end">
              {name}
            </text>
            <rect
              class={`bar ${kind}`}
              x={Math.min(x(from), x(to))}
              y={rowOf(index)}
              width={Math.max(1, Math.abs(x(to) - x(from)))}
              height={y.bandwidth()}
            />
            {index < bars.length - 1 && (
              <line class="step" x1={x(to)} x2={x(to)} y1={rowOf(index) + y.bandwidth()} y2={rowOf(index + 1)} />
            )}
            <text class="row-value" x={Math.max(x(from), x(to)) + 6} y={middle(index)} dy="0.32em">
              {short}
            </text>
          </g>
        ))}
      </Chart>
    </>
  );
};
