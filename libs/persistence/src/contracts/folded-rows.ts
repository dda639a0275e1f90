import type { ContractId } from '@app/domain';
import {
  type ContractChange,
  contractMessage,
  type FoldedContract,
  type NewOutgoingRecord,
  type Revaluation,
} from '@app/processing';
import { ColumnArrays, type Columns } from '../database/column-arrays.ts';
import type { Row, Transaction } from '../database/database.ts';
import { appendOutgoing } from '../outbox/append-outgoing.ts';
import { bookingJson } from './stored-booking.ts';
import { chargeJson } from './stored-charge.ts';
import { FIRST_DAY, OPEN_END } from './stored-dates.ts';
import { headJson } from './stored-head.ts';
import { runRow, runsOf, type StoredRun } from './stored-run.ts';
import { spanJson } from './stored-span.ts';
import {
  INSERT_CHANGES,
  INSERT_CHARGES,
  INSERT_RUNS,
  REMOVE_BOOKINGS,
  REMOVE_CHARGES,
  REMOVE_RUNS,
  REWRITE_RUNS,
  UPSERT_BOOKINGS,
  UPSERT_CONTRACTS,
  type Writing,
} from './write-contracts.sql.ts';

/** The topic of the records of contracts; null if nothing is published, as in a replay. */
export type ContractsTopic = string | null;

/** What the records of a fold say besides the contract. */
export type FoldedAt = Readonly<{
  contractsTopic: ContractsTopic;
  now: () => Date;
  /** The header that names the span of the fold; null: there is none. */
  traceparent?: () => string | null;
}>;

/**
 * The bytes after which rows are sent. One contract may have thousands of spans with hundreds of lines each: encoded
 * and sent at once, 40 MB of them kept the event loop for half a second. The rows of other folds fit into one statement.
 */
const SENT_AT_BYTES = 1_000_000;

/** The rows of one statement, which is sent only if there are any. */
class Written {
  readonly #sql: string;
  readonly #columns: Columns;
  #rows: ColumnArrays;

  constructor({ sql, columns }: Writing) {
    this.#sql = sql;
    this.#columns = columns;
    this.#rows = new ColumnArrays(columns);
  }

  get isLarge(): boolean {
    return this.#rows.size > SENT_AT_BYTES;
  }

  add(row: Row): void {
    this.#rows.add(row);
  }

  async write({ query }: Transaction): Promise<void> {
    if (this.#rows.isEmpty) return;
    const parameters = this.#rows.parameters();
    this.#rows = new ColumnArrays(this.#columns);
    await query(this.#sql, parameters);
  }
}

const changeJson = ({ contractId, customers, from, to, events, isStatedOnly }: ContractChange): Row => ({
  contract_id: contractId,
  customers,
  first_day: from,
  last_day: to ?? OPEN_END,
  // An event that changed no snapshot is behind none.
  events: isStatedOnly ? [] : events,
  is_stated_only: isStatedOnly,
});

/** Removes the rows with these keys, which all have the same columns, and forgets the keys. */
const remove = async ({ query }: Transaction, statement: string, keys: (readonly string[])[]): Promise<void> => {
  const [first] = keys;
  if (first === undefined) return;
  const columns = first.map((_, column) => keys.map((key) => key[column]));
  keys.length = 0;
  await query(statement, columns);
};

/** The rows that folded contracts write. A contract is encoded when it is added, so that nothing of it stays in memory. */
export class FoldedRows {
  readonly #transaction: Transaction;
  readonly #topic: ContractsTopic;
  readonly #now: Date;
  readonly #traceparent: string | null;
  readonly #removedRuns: [ContractId, string][] = [];
  readonly #removedCharges: [ContractId, string][] = [];
  readonly #removedBookings: [ContractId][] = [];
  readonly #rewrittenRuns = new Written(REWRITE_RUNS);
  readonly #runs = new Written(INSERT_RUNS);
  readonly #charges = new Written(INSERT_CHARGES);
  readonly #bookings = new Written(UPSERT_BOOKINGS);
  readonly #contracts = new Written(UPSERT_CONTRACTS);
  readonly #changes = new Written(INSERT_CHANGES);
  #messages: NewOutgoingRecord[] = [];

  constructor(transaction: Transaction, { contractsTopic, now, traceparent = () => null }: FoldedAt) {
    this.#transaction = transaction;
    this.#topic = contractsTopic;
    this.#now = now();
    this.#traceparent = traceparent();
  }

  /**
   * Adds a contract, with its stored runs as far as its fold has read them. If it is large, most of its rows are sent before
   * the next one is added.
   */
  async add(
    { head, revaluation, change, isBookingNew, isRecordNew }: FoldedContract,
    stored: readonly StoredRun[],
  ): Promise<void> {
    if (revaluation !== null) await this.#revalue(head.contractId, revaluation, stored);
    if (isBookingNew && head.booking === null) this.#removedBookings.push([head.contractId]);
    if (isBookingNew && head.booking !== null) this.#bookings.add(bookingJson(head.contractId, head.booking));
    this.#contracts.add(headJson(head));
    if (change !== null) this.#changes.add(changeJson(change));
    const message =
      this.#topic === null || !isRecordNew ? null : contractMessage(this.#topic, head, this.#now, this.#traceparent);
    if (message !== null) this.#messages.push(message);
  }

  /** Sends what was added and not sent yet. The lock of a shard serialises the records of its contracts. */
  async write(): Promise<void> {
    const transaction = this.#transaction;
    await remove(transaction, REMOVE_RUNS, this.#removedRuns);
    await remove(transaction, REMOVE_CHARGES, this.#removedCharges);
    await remove(transaction, REMOVE_BOOKINGS, this.#removedBookings);
    for (const written of [
      this.#rewrittenRuns,
      this.#runs,
      this.#charges,
      this.#bookings,
      this.#contracts,
      this.#changes,
    ]) {
      await written.write(transaction);
    }
    const messages = this.#messages;
    this.#messages = [];
    await appendOutgoing(transaction, messages);
  }

  /** The run that holds the first day is written again with the spans that it had before, the last of them cut there. */
  async #revalue(
    contractId: ContractId,
    { since, hadCharges, spans, charges }: Revaluation,
    stored: readonly StoredRun[],
  ): Promise<void> {
    const first = since ?? FIRST_DAY;
    const replaced = stored.slice(
      Math.max(
        0,
        stored.findLastIndex(({ from }) => since !== null && from < since),
      ),
    );
    const removed = new Set(replaced.map(({ from }) => from));
    const kept = since === null ? [] : (replaced[0]?.spans ?? []).filter(({ valid_from }) => valid_from < since);
    const before = kept.map((span) => (span.valid_to > first ? { ...span, valid_to: first } : span));
    for (const run of runsOf([...before, ...spans.map(spanJson)])) {
      const row = runRow(run);
      const written = removed.delete(row.valid_from) ? this.#rewrittenRuns : this.#runs;
      written.add(row);
      if (written.isLarge) await this.write();
    }
    for (const from of removed) this.#removedRuns.push([contractId, from]);
    if (hadCharges) this.#removedCharges.push([contractId, first]);
    for (const charge of charges) {
      this.#charges.add(chargeJson(charge));
      if (this.#charges.isLarge) await this.write();
    }
  }
}
