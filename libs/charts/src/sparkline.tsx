import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { ChartSize } from './chart.tsx';
import { extent } from './extent.ts';

export type SparklineProps = ChartSize &
  Readonly<{
    label: string;
    values: readonly (number | null)[];
    /** The range of values that is drawn; by default that of the values themselves. */
    range?: readonly [number, number];
  }>;

/** A line without axes, with a dot at its last value. Its figures are in the table or text beside it. */
export const Sparkline = ({ label, values, width, height, range }: SparklineProps) => {
  const [low, high] = range ?? extent(values) ?? [0, 1];
  const x = scaleLinear([0, Math.max(values.length - 1, 1)], [3, width - 4]);
  const y = scaleLinear([low, high], [height - 4, 4]);
  const last = values.findLastIndex((value) => value !== null);
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => x(index))
    .y((value) => y(value ?? 0))([...values]);
  return (
    <svg
      class="sparkline"
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <path class="line" d={path ?? ''} />
      {last >= 0 && <circle class="dot" cx={x(last)} cy={y(values[last] ?? 0)} r={2.5} />}
    </svg>
  );
};
