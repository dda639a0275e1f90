import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import { useEffect, useState } from 'preact/hooks';
import { apart } from './apart.ts';
import { BottomTicks, Gridlines, sparse } from './axes.tsx';
import { Chart, type ChartSize } from './chart.tsx';
import { Cursor } from './cursor.tsx';
import { extentWithZero } from './extent.ts';

/** A null is a gap. `texts` are the same values in full, for the table and on hover. */
export type ChartLine = Readonly<{
  name: string;
  values: readonly (number | null)[];
  texts: readonly string[];
  isQuiet?: boolean;
}>;

type Band = Readonly<{ name: string; low: ChartLine; high: ChartLine }>;

export type LineChartProps = ChartSize &
  Readonly<{
    label: string;
    periods: readonly string[];
    lines: readonly ChartLine[];
    band?: Band;
    /** Indices of periods that were restated after they were reported. */
    restated?: readonly number[];
    /** The index of the period that the page shows. */
    chosen?: number;
    tick: (value: number) => string;
    /** Whether a cursor reads out the figures of a period. A printed chart has none. */
    hasCursor?: boolean;
    onPick?: (index: number) => void;
  }>;

const MARGIN = { top: 14, right: 92, bottom: 24, left: 52 };

type Scales = Readonly<{ x: (index: number) => number; y: (value: number) => number; ticks: readonly number[] }>;

const scalesOf = ({ width, height, periods, lines, band }: LineChartProps): Scales => {
  const all = [...lines, ...(band ? [band.low, band.high] : [])].flatMap(({ values }) => values);
  const y = scaleLinear(extentWithZero(all), [height - MARGIN.bottom, MARGIN.top]).nice(5);
  const x = scalePoint<number>([...periods.keys()], [MARGIN.left, width - MARGIN.right]);
  return { x: (index) => x(index) ?? MARGIN.left, y, ticks: y.ticks(5) };
};

const linePath = (values: readonly (number | null)[], { x, y }: Scales): string =>
  line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => x(index))
    .y((value) => y(value ?? 0))([...values]) ?? '';

const bandPath = ({ low, high }: Band, { x, y }: Scales): string =>
  area<number | null>()
    .defined((value, index) => value !== null && (high.values[index] ?? null) !== null)
    .x((_, index) => x(index))
    .y0((value) => y(value ?? 0))
    .y1((_, index) => y(high.values[index] ?? 0))([...low.values]) ?? '';

const lastDefined = (values: readonly (number | null)[]): number => values.findLastIndex((value) => value !== null);

const EndLabels = ({ lines, scales, left }: { lines: readonly ChartLine[]; scales: Scales; left: number }) => {
  const ended = lines.filter(({ values }) => lastDefined(values) >= 0);
  const places = apart(
    ended.map(({ values }) => scales.y(values[lastDefined(values)] ?? 0)),
    14,
  );
  return (
    <g aria-hidden="true">
      {ended.map(({ name, isQuiet }, index) => (
        <text key={name} class={isQuiet ? 'line-label quiet' : 'line-label'} x={left + 8} y={places[index]} dy="0.32em">
          {name}
        </text>
      ))}
    </g>
  );
};

/** The figures of a period in words. */
const textAt = ({ periods, lines }: Pick<LineChartProps, 'periods' | 'lines'>, index: number): string =>
  `${periods[index] ?? ''}: ${lines.map(({ name, texts }) => `${name} ${texts[index] ?? ''}`).join(', ')}`;

/** A strip for each period that shows its figures on hover and picks it on a click. */
const Strips = ({
  props,
  scales,
  onOver,
}: {
  props: LineChartProps;
  scales: Scales;
  onOver: (index: number) => void;
}) => {
  const { periods, height, onPick } = props;
  const step = periods.length > 1 ? scales.x(1) - scales.x(0) : 40;
  return (
    <g class={onPick ? 'strips pickable' : 'strips'}>
      {periods.map((period, index) => (
        <rect
          key={period}
          x={scales.x(index) - step / 2}
          y={MARGIN.top}
          width={step}
          height={height - MARGIN.top - MARGIN.bottom}
          onPointerEnter={() => onOver(index)}
          {...(onPick && { onClick: () => onPick(index) })}
        >
          <title>{textAt(props, index)}</title>
        </rect>
      ))}
    </g>
  );
};

const Restated = ({ props, scales }: { props: LineChartProps; scales: Scales }) => (
  <>
    {(props.restated ?? []).map((index) => {
      const value = props.lines[0]?.values[index] ?? null;
      return value === null ? null : (
        <circle key={index} class="restated" cx={scales.x(index)} cy={scales.y(value)} r={4} />
      );
    })}
  </>
);

const tableOf = ({ periods, lines, band, restated = [] }: LineChartProps) => {
  const columns = [...lines, ...(band ? [band.low, band.high] : [])];
  return {
    head: ['Period', ...columns.map(({ name }) => name)],
    rows: periods.map((period, index) => [
      restated.includes(index) ? `${period} (restated)` : period,
      ...columns.map(({ texts }) => texts[index] ?? ''),
    ]),
  };
};

const Chosen = ({ props, scales }: { props: LineChartProps; scales: Scales }) => {
  const { chosen = -1, height, lines } = props;
  const value = lines[0]?.values[chosen] ?? null;
  return chosen < 0 ? null : (
    <g aria-hidden="true">
      <line class="chosen" x1={scales.x(chosen)} x2={scales.x(chosen)} y1={MARGIN.top} y2={height - MARGIN.bottom} />
      {value !== null && <circle class="dot" cx={scales.x(chosen)} cy={scales.y(value)} r={3.5} />}
    </g>
  );
};

const CursorLine = ({ x, height }: { x: number; height: number }) => (
  <line class="cursor-line" x1={x} x2={x} y1={MARGIN.top} y2={height - MARGIN.bottom} aria-hidden="true" />
);

/** Lines over periods with their names at their ends, over a band between two quantiles. */
export const LineChart = (props: LineChartProps) => {
  const { label, width, height, periods, lines, band, tick, chosen = -1, hasCursor = false, onPick } = props;
  const [moved, setMoved] = useState<number | null>(null);
  useEffect(() => setMoved(null), [chosen]);
  const scales = scalesOf(props);
  const at = Math.min(moved ?? (chosen < 0 ? periods.length - 1 : chosen), periods.length - 1);
  const right = width - MARGIN.right;
  const bottom = sparse(
    periods.map((text, index) => ({ at: scales.x(index), text })),
    right - MARGIN.left,
    64,
  );
  return (
    <Chart
      label={label}
      width={width}
      height={height}
      table={tableOf(props)}
      below={
        hasCursor &&
        periods.length > 1 && (
          <Cursor
            name={`Period: ${label}`}
            places={periods.map((_, index) => ({ at: scales.x(index), text: textAt(props, index) }))}
            at={at}
            onMove={setMoved}
            onPick={onPick}
          />
        )
      }
    >
      <Gridlines
        ticks={scales.ticks.map((at) => ({ at: scales.y(at), text: tick(at) }))}
        from={MARGIN.left}
        to={right}
      />
      <BottomTicks ticks={bottom} y={height - 6} />
      {band && <path class="band" d={bandPath(band, scales)} />}
      <Chosen props={props} scales={scales} />
      {hasCursor && moved !== null && <CursorLine x={scales.x(at)} height={height} />}
      {lines.map(({ name, values, isQuiet }) => (
        <path key={name} class={isQuiet ? 'line quiet' : 'line'} d={linePath(values, scales)} />
      ))}
      <Restated props={props} scales={scales} />
      <EndLabels
        lines={band ? [...lines, { ...band.high, name: band.name, isQuiet: true }] : lines}
        scales={scales}
        left={right}
      />
      <Strips props={props} scales={scales} onOver={setMoved} />
    </Chart>
  );
};
