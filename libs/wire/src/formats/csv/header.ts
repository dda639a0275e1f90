import { nearName } from '../../fields/near-name.ts';
import { shown } from '../../fields/shown.ts';
import { COLUMN_NAMES, COLUMNS, columnNamed, EXCLUSIVE_HEADER, folded, isColumnName } from './columns.ts';
import type { SheetConfig, SheetFault, SheetRow } from './sheet.ts';

export type HeaderColumn = Readonly<{ at: number; header: string; column: string | null; isExclusive: boolean }>;

type Header = readonly HeaderColumn[];

/** The letter that a spreadsheet shows above a column; `at` counts from 0. */
export const letterOf = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : letterOf(Math.floor(at / 26) - 1) + letterOf(at % 26);

const byAlias: ReadonlyMap<string, string> = new Map(
  COLUMN_NAMES.flatMap((name) => [name, ...COLUMNS[name].aliases].map((alias) => [folded(alias), name] as const)),
);

const columnOf = (header: string, { map, dimensions }: SheetConfig): string | null => {
  if (Object.hasOwn(map, header)) return map[header] ?? null;
  const alike = folded(header);
  return byAlias.get(alike) ?? dimensions.find((dimension) => folded(dimension) === alike) ?? null;
};

const mapFault = (headers: readonly string[], { map, dimensions }: SheetConfig): SheetFault | null => {
  for (const [header, column] of Object.entries(map)) {
    if (!headers.includes(header)) return { about: 'map', message: `the sheet has no column ${shown(header)}` };
    if (column === null || isColumnName(column) || dimensions.includes(column)) continue;
    const near = nearName([...COLUMN_NAMES, ...dimensions])(column);
    const hint =
      near === null ? `choose one of ${COLUMN_NAMES.join(', ')}, or null to leave it out` : `did you mean ${near}?`;
    return { about: 'map', message: `${shown(header)}: ${shown(column)} is not a column; ${hint}` };
  }
  return null;
};

const named = ({ at, header }: HeaderColumn): string => `${shown(header)} (column ${letterOf(at)})`;

const twiceFault = (header: Header): SheetFault | null => {
  for (const [column, same] of Map.groupBy(header, (each) => each.column)) {
    const [first, second] = same;
    if (column === null || first === undefined || second === undefined) continue;
    return {
      about: 'sheet',
      message: `${named(first)} and ${named(second)} both mean ${column}; leave one out of the sheet, or by --map with {"${shown(second.header)}": null}`,
    };
  }
  return null;
};

const missingFault = (header: Header, { standIns = {} }: SheetConfig): SheetFault | null => {
  const missing = COLUMN_NAMES.filter(
    (name) =>
      COLUMNS[name].isRequired === true &&
      !Object.hasOwn(standIns, name) &&
      !header.some(({ column }) => column === name),
  );
  if (missing.length === 0) return null;
  const has = header.map((each) => shown(each.header)).join(', ');
  return {
    about: 'sheet',
    message: `no column means ${missing.join(', ')}; the first row has ${has}. Rename a column, or name it by --map with {"header": "${missing[0] ?? ''}"}`,
  };
};

/** Which column each header stands for, or why that cannot be said. */
export const readHeader = ({ cells }: SheetRow, config: SheetConfig): Header | SheetFault => {
  const headers = cells.map((cell) => cell.trim());
  const header = headers.map((text, at) => ({
    at,
    header: text,
    column: columnOf(text, config),
    isExclusive: folded(text) === EXCLUSIVE_HEADER,
  }));
  return mapFault(headers, config) ?? twiceFault(header) ?? missingFault(header, config) ?? header;
};

/** The kind of the cells under a header that is used. */
export const cellKindOf = (column: string) => columnNamed(column).cell;
