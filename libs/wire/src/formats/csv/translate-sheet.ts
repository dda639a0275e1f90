import { compareCodePoints } from '@app/domain';
import { isCurrency } from '../../fields/currency.ts';
import { shown } from '../../fields/shown.ts';
import { IDENTIFIER } from '../../fields/text.ts';
import { contractOf, type ContractOutcome } from './contract.ts';
import { conventionsOf, type Conventions } from './conventions.ts';
import { type HeaderColumn, readHeader } from './header.ts';
import { readRow, type ReadRow, type Values } from './read-row.ts';
import {
  isSheetFault,
  type ReadColumn,
  type Sheet,
  type SheetConfig,
  type SheetFault,
  type SheetNote,
  type SheetRow,
  type SheetTranslation,
} from './sheet.ts';

const isBlank = ({ cells }: SheetRow): boolean => cells.every((cell) => cell.trim() === '');

/** A row that repeats the header, as in files that were put together. */
const repeats = ({ cells }: SheetRow, header: SheetRow): boolean =>
  header.cells.every((cell, at) => cell.trim() === (cells[at] ?? '').trim());

const configFault = ({ name, currency }: SheetConfig): SheetFault | null => {
  if (IDENTIFIER.fault(`/csv/${name}`, {}) !== null) {
    return { about: 'account', message: `${shown(name)} cannot name the source of events; give another name` };
  }
  return currency === null || isCurrency(currency)
    ? null
    : { about: 'currency', message: `${shown(currency)} is not in ISO 4217` };
};

const exampleOf = ({ at, column }: HeaderColumn, rows: readonly SheetRow[], read: readonly ReadRow[]) => {
  for (const [i, row] of rows.entries()) {
    const cell = (row.cells[at] ?? '').trim();
    const value = column === null ? cell : read[i]?.values[column];
    if (cell !== '' && value !== undefined) return { cell, value };
  }
  return null;
};

const adapted = (row: ReadRow, { contractPrefix = '', products }: SheetConfig): ReadRow => {
  const { contract_id: contract, product } = row.values;
  return {
    ...row,
    values: {
      ...row.values,
      ...(contract === undefined ? {} : { contract_id: `${contractPrefix}${contract}` }),
      ...(product === undefined ? {} : { product: products?.get(product) ?? product }),
    },
  };
};

/** An empty cell of a column that the sheet has stays a fault. */
const standInsFor = (header: readonly HeaderColumn[], { standIns = {} }: SheetConfig): Values =>
  Object.fromEntries(Object.entries(standIns).filter(([name]) => !header.some(({ column }) => column === name)));

const contractsIn = (read: readonly ReadRow[], config: SheetConfig): ContractOutcome => {
  const byContract = [...Map.groupBy(read, ({ values }) => values['contract_id'] ?? null)];
  // Rows without a contract have nothing in common.
  const contracts = byContract.flatMap(([contract, rows]) => (contract === null ? rows.map((row) => [row]) : [rows]));
  const outcomes = contracts.map((rows) => contractOf(rows, config));
  const events = outcomes.flatMap((outcome) => outcome.events);
  const refused = outcomes.flatMap((outcome) => outcome.refused);
  const notes = outcomes.flatMap((outcome) => outcome.notes);
  return {
    events: events.toSorted((a, b) => compareCodePoints(a.event.id, b.event.id)),
    refused: refused.toSorted((a, b) => a.position - b.position),
    notes: notes.toSorted((a, b) => a.row - b.row),
  };
};

const columnsOf = (header: readonly HeaderColumn[], rows: readonly SheetRow[], read: readonly ReadRow[]) =>
  header
    .map((each): ReadColumn => ({ ...each, example: exampleOf(each, rows, read) }))
    .filter(({ header: text, column, example }) => text !== '' || column !== null || example !== null);

/**
 * The events that a sheet of contracts says, a contract to each id, or why it cannot be read. The order of its rows does
 * not matter. It never throws, whatever is in the cells.
 */
export const translateSheet = (sheet: Sheet, config: SheetConfig): SheetTranslation | SheetFault => {
  const [first, ...others] = sheet.filter((row) => !isBlank(row));
  if (first === undefined) return { about: 'sheet', message: 'the sheet is empty' };
  const wrong = configFault(config);
  if (wrong !== null) return wrong;
  const header = readHeader(first, config);
  if (isSheetFault(header)) return header;
  const rows = others.filter((row) => !repeats(row, first));
  const conventions: Conventions | SheetFault = conventionsOf(header, rows, config);
  if (isSheetFault(conventions)) return conventions;
  const terms = { ...conventions, header, currency: config.currency, standIns: standInsFor(header, config) };
  const read = rows.map((row) => adapted(readRow(row, terms), config));
  const { events, refused, notes } = contractsIn(read, config);
  const headers = others
    .filter((row) => repeats(row, first))
    .map(({ row }): SheetNote => ({ code: 'repeated_header', row, contractId: null }));
  return {
    events,
    refused,
    notes: [...headers, ...notes],
    columns: columnsOf(header, rows, read),
    ...conventions,
  };
};
