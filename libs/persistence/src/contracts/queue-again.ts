import type { ContractId } from '@app/domain';
import { ColumnArrays } from '../database/column-arrays.ts';
import type { Querying } from '../database/database.ts';
import type { StoredEvent } from '../packs/stored-event.ts';
import { QUEUE_AGAIN, QUEUE_COLUMNS } from './set-aside.sql.ts';

/** A contract with everything that it waited for before a fold dequeued it. */
type Dequeued = Readonly<{
  contractId: ContractId;
  events: readonly StoredEvent[];
  /** Numbers in the ledger that are no new events of it. */
  movedBy: readonly number[];
}>;

const NO_EVENT = {
  source: null,
  id: null,
  mode: null,
  type: null,
  time: null,
  subject: null,
  headers: null,
  value: null,
};

/** Puts contracts into the queue again, with their events; a contract that waited for nothing by a row without a number. */
export const queueAgain = async (store: Querying, contracts: readonly Dequeued[]): Promise<void> => {
  const rows = new ColumnArrays(QUEUE_COLUMNS);
  for (const { contractId, events, movedBy } of contracts) {
    const row = { ...NO_EVENT, contract_id: contractId, seq: null };
    for (const { seq, text, ...event } of events) rows.add({ ...event, seq: String(seq), value: text });
    for (const seq of movedBy) rows.add({ ...row, seq: String(seq) });
    if (events.length === 0 && movedBy.length === 0) rows.add(row);
  }
  if (!rows.isEmpty) await store.query(QUEUE_AGAIN, rows.parameters());
};
