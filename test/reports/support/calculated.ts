import type { CellValue, Sheet } from 'hucre/xlsx';

type Sheets = ReadonlyMap<string, Sheet>;
type Place = Readonly<{ row: number; column: number }>;

const columnNumber = (letters: string): number =>
  letters.split('').reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;

const place = (reference: string): Place => {
  const [, letters = '', row = ''] = /^\$?([A-Z]+)\$?(\d+)$/.exec(reference) ?? [];
  return { row: Number(row) - 1, column: columnNumber(letters) };
};

const valueAt = (sheet: Sheet | undefined, { row, column }: Place): CellValue => sheet?.rows[row]?.[column] ?? null;

/** The cells of `Sheet!$A$2:$A$9`, which is a part of one column or one row. */
const cellsIn = (sheets: Sheets, own: string, range: string): readonly CellValue[] => {
  const [, name = own, from = '', to = ''] = /^(?:(\w+)!)?([^:]+):(.+)$/.exec(range) ?? [];
  const [first, last] = [place(from), place(to)];
  return Array.from({ length: last.row - first.row + 1 }, (_, r) => first.row + r).flatMap((row) =>
    Array.from({ length: last.column - first.column + 1 }, (_, c) =>
      valueAt(sheets.get(name), { row, column: first.column + c }),
    ),
  );
};

const comparable = (value: CellValue): unknown => (value instanceof Date ? value.getTime() : value);

const sumIfs = (sheets: Sheets, own: string, [range = '', ...conditions]: readonly string[]): number => {
  const pairs = Array.from({ length: conditions.length / 2 }, (_, i) => ({
    cells: cellsIn(sheets, own, conditions[2 * i] ?? ''),
    wanted: comparable(valueAt(sheets.get(own), place(conditions[2 * i + 1] ?? ''))),
  }));
  return cellsIn(sheets, own, range)
    .filter((_, i) => pairs.every(({ cells, wanted }) => comparable(cells[i] ?? null) === wanted))
    .reduce<number>((sum, value) => sum + Number(value ?? 0), 0);
};

/**
 * The formulas of a sheet by `row,column`, calculated from the cells that they name, as a spreadsheet would: SUMIFS, SUM of
 * a range and differences. Throws for any other formula.
 */
export const calculated = (sheets: Sheets, own: string): ReadonlyMap<string, number> => {
  const value = (formula: string): number => {
    const [, name, inner = ''] = /^(SUMIFS|SUM)\((.*)\)$/.exec(formula) ?? [];
    if (name === 'SUMIFS') return sumIfs(sheets, own, inner.split(','));
    if (name === 'SUM') return cellsIn(sheets, own, inner).reduce<number>((sum, cell) => sum + Number(cell ?? 0), 0);
    const [, left, right] = /^([A-Z]+\d+)-([A-Z]+\d+)$/.exec(formula) ?? [];
    if (left === undefined || right === undefined) throw new Error(`no formula that is known here: ${formula}`);
    const at = (reference: string): number => Number(valueAt(sheets.get(own), place(reference)) ?? 0);
    return at(left) - at(right);
  };
  return new Map(
    [...(sheets.get(own)?.cells ?? [])].flatMap(([at, { formula }]) =>
      formula === undefined ? [] : [[at, value(formula)] as const],
    ),
  );
};
