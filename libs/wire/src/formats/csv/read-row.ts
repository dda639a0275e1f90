import { type Refusal, refusal } from '../../refusal.ts';
import { type Reading, cellValue } from './cells/cell-value.ts';
import { COLUMNS, COLUMN_NAMES } from './columns.ts';
import type { Conventions } from './conventions.ts';
import { cellKindOf, type HeaderColumn } from './header.ts';
import type { SheetRow } from './sheet.ts';

/** The values of a row by column, as canonical text. An empty cell has no value. */
export type Values = Readonly<Record<string, string>>;

export type ReadRow = Readonly<{
  row: number;
  values: Values;
  /** The first fault of its cells, in the order of the table of columns. */
  refused: Refusal | null;
}>;

type RowTerms = Conventions & Readonly<{ header: readonly HeaderColumn[]; currency: string | null; standIns: Values }>;

const NOT_STATED = { contract_id: ': a row of totals?', currency: ' and no --currency is given' } as const;

const missing = (column: string): Refusal =>
  refusal('missing_field', column, `is empty${NOT_STATED[column as keyof typeof NOT_STATED] ?? ''}`);

const tooLong = ({ cells }: SheetRow, columns: number): Refusal | null =>
  cells.slice(columns).some((cell) => cell.trim() !== '')
    ? refusal(
        'bad_field',
        'row',
        `has ${cells.length} cells, the header ${columns}: a cell with a separator needs quotes`,
      )
    : null;

const orderOf = (column: string): number => {
  const at = COLUMN_NAMES.findIndex((name) => name === column);
  return at === -1 ? COLUMN_NAMES.length : at;
};

/** The currency that the symbols of a row's amounts are of. */
const currencyOf = (row: SheetRow, { header, currency }: RowTerms): string => {
  const at = header.find(({ column }) => column === 'currency')?.at;
  const stated = at === undefined ? '' : (row.cells[at] ?? '').trim();
  return (stated === '' ? (currency ?? '') : stated).toUpperCase();
};

/** Reads every cell of a row under a header that is used. */
export const readRow = (row: SheetRow, terms: RowTerms): ReadRow => {
  const { header, currency, standIns, dates, decimal, ends } = terms;
  const reading: Reading = { dates, decimal, ends: ends ?? 'exclusive', currency: currencyOf(row, terms) };
  const values: Record<string, string> = { ...standIns, ...(currency === null ? {} : { currency }) };
  const refused: Refusal[] = [];
  const used = header.filter(({ column }) => column !== null);
  for (const { at, column, isExclusive } of used.toSorted(
    (a, b) => orderOf(a.column ?? '') - orderOf(b.column ?? ''),
  )) {
    const cell = (row.cells[at] ?? '').trim();
    if (column === null || cell === '') continue;
    const value = cellValue(cellKindOf(column), cell, isExclusive ? { ...reading, ends: 'exclusive' } : reading);
    if (typeof value === 'string') values[column] = value;
    else refused.push(refusal(value.code, column, value.reason));
  }
  const absent = COLUMN_NAMES.find(
    (name) =>
      (COLUMNS[name].isRequired === true || name === 'currency') &&
      values[name] === undefined &&
      !refused.some(({ field }) => field === name),
  );
  return {
    row: row.row,
    values,
    refused: tooLong(row, header.length) ?? (absent === undefined ? null : missing(absent)) ?? refused[0] ?? null,
  };
};
