import { Chart } from './chart.tsx';

/**
 * A value of 0 to 1 sets the shade; null leaves the cell empty. `text` is short, for the cell; `brief` stands in narrow
 * cells, where `text` has no room; `full` is the same value in full, for the table and on hover.
 */
export type HeatCell = Readonly<{ share: number | null; text: string; brief: string; full: string }>;

export type HeatMapProps = Readonly<{
  label: string;
  width: number;
  corner: string;
  /** What the columns are, above their names. */
  columnsName: string;
  columns: readonly string[];
  rows: readonly Readonly<{ name: string; cells: readonly HeatCell[] }>[];
}>;

const NAMES = 78;
const ROW = 24;

/** The least width of a cell for its text, such as `$997.8k`, and for its brief text, such as `104`. */
const [TEXT_ROOM, BRIEF_ROOM] = [46, 26];

/** The faintest and the strongest shade. A stronger one would leave too little contrast for the text on it. */
const [FAINTEST, STRONGEST] = [0.06, 0.5];

const shadeOf = (share: number): number => FAINTEST + Math.max(0, Math.min(1, share)) * (STRONGEST - FAINTEST);

/** A grid of shaded cells. Cells show what fits of their value, and all of it on hover and in the table. */
export const HeatMap = ({ label, width, corner, columnsName, columns, rows }: HeatMapProps) => {
  const cell = Math.min(64, (width - NAMES) / Math.max(columns.length, 1));
  const height = (rows.length + 2) * ROW;
  const table = {
    head: [corner, ...columns],
    rows: rows.map(({ name, cells }) => [name, ...columns.map((_, index) => cells[index]?.full ?? '')]),
  };
  return (
    <Chart label={label} width={width} height={height} table={table}>
      <text class="tick" x={NAMES} y={ROW - 9}>
        {columnsName}
      </text>
      {columns.map((name, index) => (
        <text key={name} class="tick" x={NAMES + (index + 0.5) * cell} y={2 * ROW - 9} text-anchor="middle">
          {cell >= 20 || index % 3 === 0 ? name : ''}
        </text>
      ))}
      {rows.map(({ name, cells }, row) => (
        <g key={name} transform={`translate(0 ${(row + 2) * ROW})`}>
          <text class="row-name" x={NAMES - 8} y={ROW / 2} dy="0.32em" text-anchor="end">
            {name}
          </text>
          {cells.map(({ share, text, brief, full }, column) =>
            share === null ? null : (
              <g key={column}>
                <title>{`${name}, ${columns[column] ?? ''}: ${full}`}</title>
                <rect class="heat-ground" x={NAMES + column * cell} y={1} width={cell - 2} height={ROW - 2} />
                <rect
                  class="heat"
                  x={NAMES + column * cell}
                  y={1}
                  width={cell - 2}
                  height={ROW - 2}
                  fill-opacity={shadeOf(share)}
                />
                {cell >= BRIEF_ROOM && (
                  <text
                    class="heat-text"
                    x={NAMES + (column + 0.5) * cell - 1}
                    y={ROW / 2}
                    dy="0.32em"
                    text-anchor="middle"
                  >
                    {cell >= TEXT_ROOM ? text : brief}
                  </text>
                )}
              </g>
            ),
          )}
        </g>
      ))}
    </Chart>
  );
};
