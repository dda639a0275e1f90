import { isRefusal, type Refusal, refusal } from '../../refusal.ts';
import { shown } from '../../fields/shown.ts';
import { derivedEvent } from '../derived-event.ts';
import type { TranslatedEvent } from '../translation.ts';
import { columnNamed } from './columns.ts';
import { contractEvents } from './contract-events.ts';
import { contractNotes, firstRow } from './contract-notes.ts';
import { linesWithIds, type RowLine } from './line-ids.ts';
import type { ReadRow, Values } from './read-row.ts';
import { rowOfFault } from './row-of-fault.ts';
import { rowLine } from './row-line.ts';
import { withTermEnd } from './row-term.ts';
import type { RefusedRow, SheetConfig, SheetNote } from './sheet.ts';

/** The rows of a contract are taken or refused together: a part of them would be a smaller contract. */
export type ContractOutcome = Readonly<{
  events: readonly TranslatedEvent[];
  refused: readonly RefusedRow[];
  notes: readonly SheetNote[];
}>;

type RowFault = Readonly<{ row: number; refusal: Refusal }>;

/** The first rows that are refused by themselves. A contract may have thousands. */
const NAMED = 3;

const rowsNamed = (faults: readonly RowFault[]): string => {
  const named = faults.slice(0, NAMED).map(({ row }) => row);
  const more = faults.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const refusedRows = (rows: readonly ReadRow[], faults: readonly RowFault[]): ContractOutcome => {
  const own = new Map(faults.map(({ row, refusal }) => [row, refusal]));
  const partial = refusal('partial_terms', 'contract_id', `is also in row ${rowsNamed(faults)}, which is refused`);
  const refused = rows.map(({ row }) => ({ position: row, refusal: own.get(row) ?? partial }));
  return { events: [], refused, notes: [] };
};

const refusedAll = (rows: readonly ReadRow[], fault: Refusal): ContractOutcome =>
  refusedRows(
    rows,
    rows.map(({ row }) => ({ row, refusal: fault })),
  );

/** Applies a step to each row. If it refuses some of them, the contract is refused. */
const eachRow = <T extends object>(
  rows: readonly ReadRow[],
  step: (row: ReadRow) => T | Refusal,
): Readonly<{ done: readonly T[]; faults: readonly RowFault[] }> => {
  const done: T[] = [];
  const faults: RowFault[] = [];
  for (const row of rows) {
    const result = step(row);
    if (isRefusal(result)) faults.push({ row: row.row, refusal: result });
    else done.push(result as T);
  }
  return { done, faults };
};

const told = (value: string | undefined): string => (value === undefined ? 'nothing' : shown(value));

/** The first column of the contract in which two of its rows differ. */
const disagreement = (rows: readonly ReadRow[]): Refusal | null => {
  const [first, ...others] = rows;
  const columns = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  for (const column of columns) {
    if (columnNamed(column).of !== 'contract') continue;
    const other = others.find(({ values }) => values[column] !== first?.values[column]);
    if (first === undefined || other === undefined) continue;
    const says = `says ${told(first.values[column])} in row ${first.row}, but ${told(other.values[column])} in row ${other.row}`;
    return refusal('contradictory', column, `${says} of the same contract`);
  }
  return null;
};

const translated = (values: Values, rows: readonly ReadRow[], lines: readonly RowLine[], config: SheetConfig) => {
  const position = firstRow(rows);
  const events: TranslatedEvent[] = [];
  for (const derived of contractEvents(values, lines, config)) {
    const event = derivedEvent(derived);
    if (isRefusal(event)) {
      const { row, refusal: fault } = rowOfFault(event, lines);
      return row === null ? refusedAll(rows, fault) : refusedRows(rows, [{ row, refusal: fault }]);
    }
    events.push({ position, event });
  }
  return { events, refused: [], notes: contractNotes(values, rows, config.today) };
};

/** Everything that the rows of one contract say, whatever their order. */
export const contractOf = (read: readonly ReadRow[], config: SheetConfig): ContractOutcome => {
  const { done: rows, faults } = eachRow(read, (row) => row.refused ?? withTermEnd(row));
  if (faults.length > 0) return refusedRows(read, faults);
  const contradiction = disagreement(rows);
  if (contradiction !== null) return refusedAll(read, contradiction);
  const { done: lines, faults: ofLines } = eachRow(rows, (row) => {
    const line = rowLine(row);
    return isRefusal(line) ? line : { row: row.row, line };
  });
  if (ofLines.length > 0) return refusedRows(read, ofLines);
  return translated(rows[0]?.values ?? {}, rows, linesWithIds(lines), config);
};
