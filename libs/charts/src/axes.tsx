/** A position of a scale with the text that stands at it. */
export type Tick = Readonly<{ at: number; text: string }>;

/** Horizontal lines across the chart, each with its text at the left. */
export const Gridlines = ({ ticks, from, to }: { ticks: readonly Tick[]; from: number; to: number }) => (
  <g aria-hidden="true">
    {ticks.map(({ at, text }) => (
      <g key={text}>
        <line class="grid" x1={from} x2={to} y1={at} y2={at} />
        <text class="tick" x={from - 6} y={at} dy="0.32em" text-anchor="end">
          {text}
        </text>
      </g>
    ))}
  </g>
);

/** Texts below the chart. */
export const BottomTicks = ({ ticks, y }: { ticks: readonly Tick[]; y: number }) => (
  <g aria-hidden="true">
    {ticks.map(({ at, text }) => (
      <text key={at} class="tick" x={at} y={y} text-anchor="middle">
        {text}
      </text>
    ))}
  </g>
);

/** Every n-th of the texts, such that each has room: `width` pixels for all, `each` for one. The last one is kept. */
export const sparse = (ticks: readonly Tick[], width: number, each: number): readonly Tick[] => {
  const step = Math.max(1, Math.ceil((ticks.length * each) / Math.max(width, 1)));
  return ticks.filter((_, index) => (ticks.length - 1 - index) % step === 0);
};
