import type { ContractId } from '@app/domain';
import type { Database, Querying, Transaction } from '../database/database.ts';
import * as sql from './former-tables.sql.ts';
import { moveEventsOf, moveMerges } from './move-events.ts';
import { moveSpansOf } from './move-spans.ts';

/** A table of a former release whose rows are to be moved, and what holds them now. */
type Former = Readonly<{
  table: string;
  what: string;
  into: string;
  /** Moves the rows of contracts, and returns their number. */
  moveContracts: (transaction: Transaction, contracts: readonly ContractId[]) => Promise<number>;
  /** Moves the rest, which belongs to no contract. */
  moveRest: (transaction: Transaction) => Promise<void>;
}>;

export const FORMER_EVENTS: Former = {
  table: 'former_ledger',
  what: 'events',
  into: 'packs',
  moveContracts: moveEventsOf,
  moveRest: moveMerges,
};

export const FORMER_SPANS: Former = {
  table: 'former_span',
  what: 'spans',
  into: 'runs',
  moveContracts: moveSpansOf,
  moveRest: () => Promise.resolve(),
};

/** In the order in which they are moved. */
const FORMER: readonly Former[] = [FORMER_EVENTS, FORMER_SPANS];

/** What a store of a former release still has to move, so that no service can work on it. */
export const unmoved = async (store: Querying): Promise<readonly Former[]> => {
  const rows = await store.query<{ name: string }>(sql.TABLES_THERE, [FORMER.map(({ table }) => table)]);
  const there = new Set(rows.map(({ name }) => name));
  return FORMER.filter(({ table }) => there.has(table));
};

/** A sentence that says what is still to be moved. */
export const saidOf = ({ what, into }: Pick<Former, 'what' | 'into'>): string =>
  `${what} of a former release are still to be moved into ${into}`;

/** The sentence of what is to be moved first; null: nothing is. */
export const stillToMove = async (store: Querying): Promise<string | null> => {
  const [first] = await unmoved(store);
  return first === undefined ? null : saidOf(first);
};

export type Moving = Readonly<{
  /** Called after each transaction with the rows moved so far, and about how many there were; null: nobody knows. */
  onRows: (moved: number, about: number | null) => void;
  /** Contracts in one transaction. */
  contractsAtOnce?: number;
}>;

const CONTRACTS_AT_ONCE = 300;

type Lot = Readonly<{ moved: number; last: string | null }>;

/** Moves the rows of the next contracts after one. `last` is null once nothing is left to be moved. */
const moveLot = (database: Database, former: Former, after: string, limit: number): Promise<Lot> =>
  database.transaction('READ COMMITTED', async (transaction) => {
    const { query } = transaction;
    await query(sql.LOCK_MOVING);
    if (!(await unmoved(transaction)).includes(former)) return { moved: 0, last: null };
    const rows = await query<{ contract_id: ContractId }>(sql.contractsIn(former.table), [after, limit]);
    const contracts = rows.map(({ contract_id }) => contract_id);
    const last = contracts.at(-1) ?? null;
    if (last !== null) return { moved: await former.moveContracts(transaction, contracts), last };
    await former.moveRest(transaction);
    await query(sql.dropEmpty(former.table));
    return { moved: 0, last };
  });

/**
 * Moves the rows of a table of a former release, some contracts in each transaction: ended at any moment it has lost
 * nothing, and goes on the next time. Returns the number of rows of contracts that this call has moved.
 */
export const moveFormer = async (
  database: Database,
  former: Former,
  { onRows, contractsAtOnce = CONTRACTS_AT_ONCE }: Moving,
): Promise<number> => {
  const [counted] = await database.query<{ rows: number }>(sql.ROWS_ABOUT, [former.table]);
  const about = counted === undefined || counted.rows === 0 ? null : counted.rows;
  let moved = 0;
  for (let after: string | null = counted === undefined ? null : ''; after !== null;) {
    const lot: Lot = await moveLot(database, former, after, contractsAtOnce);
    moved += lot.moved;
    if (lot.moved > 0) onRows(moved, about);
    after = lot.last;
  }
  return moved;
};
