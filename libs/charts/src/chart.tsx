import type { ComponentChildren } from 'preact';

/** The figures of a chart as text: what a screen reader reads and what can be copied. */
export type ChartTable = Readonly<{ head: readonly string[]; rows: readonly (readonly string[])[] }>;

export type ChartSize = Readonly<{ width: number; height: number }>;

/** What every chart needs: what it shows in words, its size in pixels, and its figures as text. */
export type ChartProps = ChartSize &
  Readonly<{
    label: string;
    table: ChartTable;
    /** Between the picture and its table. */
    below?: ComponentChildren;
  }>;

const TableBehind = ({ label, table }: Pick<ChartProps, 'label' | 'table'>) => (
  <details class="chart-table">
    <summary>Figures of this chart</summary>
    <div class="chart-scroll" tabIndex={0} role="region" aria-label={`Table: ${label}`}>
      <table>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);

/** A picture that is read out as its label, with a table of the same figures behind it. */
export const Chart = ({
  label,
  table,
  width,
  height,
  below,
  children,
}: ChartProps & { children: ComponentChildren }) => (
  <figure class="chart">
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      {children}
    </svg>
    {below}
    <TableBehind label={label} table={table} />
  </figure>
);
