import { scaleLinear } from 'd3-scale';
import { BottomTicks } from './axes.tsx';
import { Chart } from './chart.tsx';

/** A stretch of days, as day numbers. Without an end it runs to the right edge. */
export type TimelineSpan = Readonly<{
  from: number;
  to: number | null;
  text: string;
  tone: 'accent' | 'quiet' | 'loss' | 'gain';
  /** Height as a share of the row, for amounts; 1 if not given. */
  level?: number;
}>;

export type TimelineRow = Readonly<{ name: string; spans: readonly TimelineSpan[] }>;
export type TimelineMark = Readonly<{ at: number; text: string }>;

export type TimelineProps = Readonly<{
  label: string;
  width: number;
  range: readonly [number, number];
  ticks: readonly Readonly<{ at: number; text: string }>[];
  rows: readonly TimelineRow[];
  /** Days with an event. */
  marks: readonly TimelineMark[];
  /** The day that the page asks about. */
  day?: number;
  head: readonly string[];
  cells: readonly (readonly string[])[];
}>;

const ROW = 36;
const TOP = 20;

const Span = ({ span, x, left, right }: SpanProps) => {
  const height = Math.max(2, (ROW - 12) * Math.max(0, Math.min(1, span.level ?? 1)));
  const to = span.to === null ? right : Math.min(x(span.to), right);
  const from = Math.max(x(span.from), left);
  return (
    <g>
      <title>{span.text}</title>
      <rect
        class={`bar ${span.tone}`}
        x={from}
        width={Math.max(1, to - from - 1)}
        y={ROW - 6 - height}
        height={height}
      />
    </g>
  );
};

type SpanProps = Readonly<{ span: TimelineSpan; x: (day: number) => number; left: number; right: number }>;

/** Rows of stretches of days, with the days of events as lines across. */
export const Timeline = ({ label, width, range, ticks, rows, marks, day, head, cells }: TimelineProps) => {
  const names = Math.min(120, Math.round(width * 0.25));
  const right = width - 8;
  const x = scaleLinear([...range], [names, right]);
  const height = TOP + rows.length * ROW + 22;
  return (
    <Chart label={label} width={width} height={height} table={{ head, rows: cells }}>
      <BottomTicks ticks={ticks.map(({ at, text }) => ({ at: x(at), text }))} y={height - 6} />
      {marks.map(({ at, text }, index) => (
        <g key={index}>
          <title>{text}</title>
          <line class="event" x1={x(at)} x2={x(at)} y1={TOP - 6} y2={height - 22} />
          <circle class="event-dot" cx={x(at)} cy={TOP - 10} r={4} />
        </g>
      ))}
      {rows.map(({ name, spans }, index) => (
        <g key={name} transform={`translate(0 ${TOP + index * ROW})`}>
          <text class="row-name" x={names - 8} y={ROW / 2} dy="0.32em" text-anchor="end">
            {name}
          </text>
          {spans.map((span, place) => (
            <Span key={place} span={span} x={x} left={names} right={right} />
          ))}
        </g>
      ))}
      {day !== undefined && <line class="chosen" x1={x(day)} x2={x(day)} y1={TOP} y2={height - 22} />}
    </Chart>
  );
};
