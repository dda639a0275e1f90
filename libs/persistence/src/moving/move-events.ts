import type { ContractId } from '@app/domain';
import { queueAgain } from '../contracts/queue-again.ts';
import type { Database, Querying, Transaction } from '../database/database.ts';
import { type StoredEvent, storedEventFrom } from '../packs/stored-event.ts';
import { PackWriter } from '../packs/write-packs.ts';
import * as sql from './move-events.sql.ts';

export type Moving = Readonly<{
  /** Called after each transaction with the events moved so far, and about how many there were; null: nobody knows. */
  onEvents: (moved: number, about: number | null) => void;
  /** Contracts in one transaction. */
  contractsAtOnce?: number;
}>;

const CONTRACTS_AT_ONCE = 300;

/** Whether the store has events of a former release that are still to be moved, so that no service can work on it. */
export const hasFormerEvents = async (store: Querying): Promise<boolean> => {
  const [row] = await store.query<{ hasFormerEvents: boolean }>(sql.HAS_FORMER_EVENTS);
  return row?.hasFormerEvents === true;
};

type NumberRow = Readonly<{ contract_id: ContractId; seq: string }>;

/** Events that wait to be folded go on waiting, with their texts. The others go into packs. */
const moveContracts = async (transaction: Transaction, contracts: readonly ContractId[]): Promise<number> => {
  const { query } = transaction;
  const events = (await query<StoredEvent>(sql.TAKE_FORMER_EVENTS, [contracts])).map(storedEventFrom);
  const numbers = Map.groupBy(await query<NumberRow>(sql.TAKE_NUMBERS, [contracts]), ({ contract_id }) => contract_id);
  const packs = await PackWriter.forContracts(transaction, []);
  for (const [contractId, own] of Map.groupBy(events, ({ contract_id }) => contract_id)) {
    const waiting = new Set((numbers.get(contractId) ?? []).map(({ seq }) => Number(seq)));
    const isEvent = new Set(own.map(({ seq }) => seq));
    await packs.add(
      contractId,
      own.filter(({ seq }) => !waiting.has(seq)),
    );
    if (waiting.size === 0) continue;
    const movedBy = [...waiting].filter((seq) => !isEvent.has(seq));
    await queueAgain(transaction, [{ contractId, events: own.filter(({ seq }) => waiting.has(seq)), movedBy }]);
  }
  await packs.write();
  return events.length;
};

const contractsAfter = async ({ query }: Transaction, after: string, limit: number): Promise<readonly ContractId[]> => {
  const rows = await query<{ contract_id: ContractId }>(sql.FORMER_CONTRACTS, [after, limit]);
  return rows.map(({ contract_id }) => contract_id);
};

const endMove = async ({ query }: Transaction): Promise<void> => {
  await query(sql.MOVE_MERGES);
  await query(sql.DROP_FORMER);
};

type Lot = Readonly<{ moved: number; last: string | null }>;

/** Moves the next contracts after one. `last` is null once nothing is left to be moved. */
const moveLot = (database: Database, after: string, limit: number): Promise<Lot> =>
  database.transaction('READ COMMITTED', async (transaction) => {
    await transaction.query(sql.LOCK_MOVING);
    if (!(await hasFormerEvents(transaction))) return { moved: 0, last: null };
    const contracts = await contractsAfter(transaction, after, limit);
    const last = contracts.at(-1) ?? null;
    if (last === null) {
      await endMove(transaction);
      return { moved: 0, last };
    }
    return { moved: await moveContracts(transaction, contracts), last };
  });

/**
 * Moves the events of a former release into packs, some contracts in each transaction: ended at any moment it has lost
 * nothing, and goes on the next time. Returns the number of events of contracts that this call has moved.
 */
export const moveEvents = async (
  database: Database,
  { onEvents, contractsAtOnce = CONTRACTS_AT_ONCE }: Moving,
): Promise<number> => {
  const [former] = await database.query<{ events: number }>(sql.FORMER_EVENTS);
  const about = former === undefined || former.events === 0 ? null : former.events;
  let moved = 0;
  for (let after: string | null = former === undefined ? null : ''; after !== null;) {
    const lot: Lot = await moveLot(database, after, contractsAtOnce);
    moved += lot.moved;
    if (lot.moved > 0) onEvents(moved, about);
    after = lot.last;
  }
  return moved;
};
