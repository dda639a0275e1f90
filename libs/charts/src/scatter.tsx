import { scaleLinear, scaleLog } from 'd3-scale';
import { BottomTicks, Gridlines } from './axes.tsx';
import { Chart, type ChartSize } from './chart.tsx';
import { extent, extentWithZero } from './extent.ts';

/** `group` is the index of the point's group, which sets its mark and colour. */
export type ScatterPoint = Readonly<{ x: number; y: number; group: number; text: string }>;

/** A range of values as a backdrop, such as what is typical. */
export type ScatterRange = Readonly<{ name: string; from: number; to: number }>;

export type ScatterProps = ChartSize &
  Readonly<{
    label: string;
    xName: string;
    yName: string;
    groups: readonly string[];
    points: readonly ScatterPoint[];
    ranges?: readonly ScatterRange[];
    xTick: (value: number) => string;
    yTick: (value: number) => string;
    head: readonly string[];
    rows: readonly (readonly string[])[];
  }>;

const MARGIN = { top: 22, right: 18, bottom: 40, left: 56 };
const MARKS = 6;

/** Groups differ by shape as well as by colour. */
const Mark = ({ x, y, group }: { x: number; y: number; group: number }) => {
  const tone = `mark mark-${group % MARKS}`;
  switch (group % 3) {
    case 0:
      return <circle class={tone} cx={x} cy={y} r={4} />;
    case 1:
      return <rect class={tone} x={x - 3.5} y={y - 3.5} width={7} height={7} />;
    default:
      return <path class={tone} d={`M${x} ${y - 5}l5 8.5h-10z`} />;
  }
};

const Legend = ({ groups }: Pick<ScatterProps, 'groups'>) => (
  <p class="chart-legend" aria-hidden="true">
    {groups.map((name, group) => (
      <span key={name}>
        <svg width={12} height={12} viewBox="0 0 12 12">
          <Mark x={6} y={6} group={group} />
        </svg>{' '}
        {name}
      </span>
    ))}
  </p>
);

const decades = (low: number, high: number): readonly number[] => {
  const first = Math.floor(Math.log10(low));
  return Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, index) => 10 ** (first + index));
};

/** Points on a linear scale across and a logarithmic one up, because contracts differ by orders of magnitude. */
export const Scatter = (props: ScatterProps) => {
  const { label, width, height, points, ranges = [], groups, head, rows } = props;
  const above = points.filter(({ y }) => y > 0);
  const [low, high] = extent(above.map(({ y }) => Math.log10(y))) ?? [3, 5];
  const [bottom, right] = [height - MARGIN.bottom, width - MARGIN.right];
  const steps = decades(10 ** low, 10 ** high);
  const y = scaleLog([steps[0] ?? 1, steps.at(-1) ?? 10], [bottom, MARGIN.top]).clamp(true);
  const x = scaleLinear(extentWithZero(above.map((point) => point.x)), [MARGIN.left, right]).nice();
  return (
    <>
      <Legend groups={groups} />
      <Chart label={label} width={width} height={height} table={{ head, rows }}>
        {ranges.map(({ name, from, to }, index) => (
          <rect
            key={name}
            class={index % 2 === 0 ? 'backdrop' : 'backdrop darker'}
            x={MARGIN.left}
            width={right - MARGIN.left}
            y={y(to)}
            height={y(from) - y(to)}
          />
        ))}
        <Gridlines ticks={steps.map((at) => ({ at: y(at), text: props.yTick(at) }))} from={MARGIN.left} to={right} />
        <BottomTicks ticks={x.ticks(6).map((at) => ({ at: x(at), text: props.xTick(at) }))} y={bottom + 16} />
        <text class="tick" x={MARGIN.left - 6} y={10} text-anchor="start">
          {props.yName}
        </text>
        <text class="tick" x={right} y={height - 4} text-anchor="end">
          {props.xName}
        </text>
        {above.map((point, index) => (
          <g key={index}>
            <title>{point.text}</title>
            <Mark x={x(point.x)} y={y(point.y)} group={point.group} />
          </g>
        ))}
        {ranges.map(({ name, to }) => (
          <text key={name} class="tick over" x={right - 4} y={y(to) + 14} text-anchor="end">
            {name}
          </text>
        ))}
      </Chart>
    </>
  );
};
