import { table, TERMINAL_WIDTH } from '../table.ts';

const GAP = '  ';
const NARROWEST = 10;

/** The columns that are left for bars beside a table. */
const room = (lines: readonly string[]): number =>
  Math.max(NARROWEST, TERMINAL_WIDTH - GAP.length - Math.max(...lines.map((line) => line.length)));

/** A table with a bar behind each row. `barsFor` gets the columns that a terminal leaves for them. */
export const tableWithBars = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  barsFor: (width: number) => readonly string[],
): string => {
  const lines = table(header, rows).split('\n');
  const width = Math.max(...lines.map((line) => line.length));
  const bars = barsFor(room(lines));
  const above = lines.length - rows.length;
  return lines
    .map((line, i) => {
      const bar = bars[i - above] ?? '';
      return bar === '' ? line : `${line.padEnd(width)}${GAP}${bar}`;
    })
    .join('\n');
};
