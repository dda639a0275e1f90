import { addDays, type CivilDate, wholeMonthsBetween } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { withoutSymbol } from '../currency-symbols.ts';
import { dateIn, needsOrder } from './cells/date-cell.ts';
import { suggestsComma } from './cells/number-cell.ts';
import { type CellKind } from './columns.ts';
import { cellKindOf, type HeaderColumn } from './header.ts';
import type { DateOrder, DecimalMark, Ends, SheetConfig, SheetFault, SheetRow } from './sheet.ts';

export type Conventions = Readonly<{ dates: DateOrder; ends: Ends | null; decimal: DecimalMark }>;

type Cell = Readonly<{ row: number; header: string; cell: string }>;
type Header = readonly HeaderColumn[];

const cellIn = ({ cells }: SheetRow, at: number): string => (cells[at] ?? '').trim();

function* cellsOf(kinds: readonly CellKind[], header: Header, rows: readonly SheetRow[]): Generator<Cell> {
  const columns = header.filter(({ column }) => column !== null && kinds.includes(cellKindOf(column)));
  for (const row of rows) {
    for (const { at, header: name } of columns) yield { row: row.row, header: name, cell: cellIn(row, at) };
  }
}

const place = ({ row, header, cell }: Cell): string => `row ${row}, ${shown(header)} has ${shown(cell)}`;

const datesOf = (header: Header, rows: readonly SheetRow[], { dates }: SheetConfig): DateOrder | SheetFault => {
  if (dates !== null) return dates;
  const turned = [...cellsOf(['date', 'end'], header, rows)].filter(({ cell }) => needsOrder(cell));
  const [first] = turned;
  if (first === undefined) return 'iso';
  const fits = (['dmy', 'mdy'] as const).filter((order) =>
    turned.every(({ cell }) => typeof dateIn(cell, order) === 'string'),
  );
  const hint = fits.length === 1 ? `; all of them can be ${fits[0] ?? ''}` : '';
  return { about: 'dates', message: `${place(first)}: say whether dates are dmy or mdy${hint}` };
};

const decimalOf = (header: Header, rows: readonly SheetRow[], config: SheetConfig): DecimalMark | SheetFault => {
  if (config.decimal !== null) return config.decimal;
  const currencyAt = header.find(({ column }) => column === 'currency')?.at ?? -1;
  const byRow = new Map(rows.map((row) => [row.row, cellIn(row, currencyAt).toUpperCase() || (config.currency ?? '')]));
  for (const each of cellsOf(['quantity', 'price', 'amount', 'percent'], header, rows)) {
    const currency = byRow.get(each.row) ?? '';
    const bare = currency === '' ? each.cell : withoutSymbol(each.cell, currency);
    if (suggestsComma(bare.replace(/\s*%$/, ''))) {
      return { about: 'decimal', message: `${place(each)}: say whether decimals follow a "." or a ","` };
    }
  }
  return '.';
};

type Ending = Cell & Readonly<{ start: CivilDate; end: CivilDate }>;

/** The starts and ends between which whole months show how ends are meant: those of terms, and those of steps. */
const endings = (header: Header, rows: readonly SheetRow[], dates: DateOrder): readonly Ending[] => {
  const columnOf = (name: string): HeaderColumn | undefined => header.find(({ column }) => column === name);
  return [['start', 'end'] as const, ['line_start', 'line_end'] as const].flatMap(([from, to]) => {
    const [starts, ends] = [columnOf(from), columnOf(to)];
    if (starts === undefined || ends === undefined || ends.isExclusive) return [];
    return rows.flatMap((row) => {
      const cell = cellIn(row, ends.at);
      const [start, end] = [dateIn(cellIn(row, starts.at), dates), dateIn(cell, dates)];
      const isTold = typeof start === 'string' && typeof end === 'string' && start < end;
      return isTold ? [{ row: row.row, header: ends.header, cell, start, end }] : [];
    });
  });
};

const isWhole = ({ start }: Ending, end: CivilDate): boolean => (wholeMonthsBetween(start, end) ?? 0) > 0;

const ASKS_FOR_ENDS = 'say exclusive if an end is the first day after the term, inclusive if it is the last day of it';

/** Null if no cell states an end; else there is an end that nothing explains, such as that of a discount. */
const unprovenEnd = (header: Header, rows: readonly SheetRow[], dates: DateOrder): null | SheetFault => {
  const told = header.filter(({ isExclusive }) => !isExclusive);
  const end = [...cellsOf(['end'], told, rows)].find(({ cell }) => typeof dateIn(cell, dates) === 'string');
  return end === undefined ? null : { about: 'ends', message: `${place(end)}: ${ASKS_FOR_ENDS}` };
};

const endsOf = (
  header: Header,
  rows: readonly SheetRow[],
  { ends, dates }: Readonly<{ ends: Ends | null; dates: DateOrder }>,
): Ends | null | SheetFault => {
  if (ends !== null) return ends;
  const all = endings(header, rows, dates);
  if (all.length === 0) return unprovenEnd(header, rows, dates);
  const exclusive = all.filter((each) => isWhole(each, each.end));
  if (exclusive.length === all.length) return 'exclusive';
  const inclusive = all.filter((each) => isWhole(each, addDays(each.end, 1)));
  if (inclusive.length === all.length) return 'inclusive';
  const neither = all.find((each) => !exclusive.includes(each) && !inclusive.includes(each));
  const example = neither ?? exclusive[0] ?? all[0];
  const counts = `${exclusive.length} of ${all.length} ends are whole months after their start, ${inclusive.length} are a day less`;
  return {
    about: 'ends',
    message: `${counts}${example === undefined ? '' : ` (${place(example)})`}: ${ASKS_FOR_ENDS}`,
  };
};

/** How dates, ends and decimals of the sheet are meant, or what has to be said about them. */
export const conventionsOf = (
  header: Header,
  rows: readonly SheetRow[],
  config: SheetConfig,
): Conventions | SheetFault => {
  const dates = datesOf(header, rows, config);
  if (typeof dates !== 'string') return dates;
  const decimal = decimalOf(header, rows, config);
  if (typeof decimal !== 'string') return decimal;
  const ends = endsOf(header, rows, { ends: config.ends, dates });
  return ends === null || typeof ends === 'string' ? { dates, ends, decimal } : ends;
};
