import type { CivilDate, ContractId } from '@app/domain';
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
import { spanJson } from './stored-span.ts';
import {
  CUT_SPANS,
  INSERT_CHANGES,
  INSERT_CHARGES,
  INSERT_SPANS,
  REMOVE_BOOKINGS,
  REMOVE_CHARGES,
  REMOVE_SPANS,
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

/** Removes or cuts the rows with these keys, which all have the same columns, and forgets the keys. */
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
  readonly #removedSpans: [ContractId, CivilDate][] = [];
  readonly #cutSpans: [ContractId, CivilDate, string][] = [];
  readonly #removedCharges: [ContractId, string][] = [];
  readonly #removedBookings: [ContractId][] = [];
  readonly #spans = new Written(INSERT_SPANS);
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

  /** Adds a contract. If it is large, most of its rows are sent before the next one is added. */
  async add({ head, revaluation, change, isBookingNew, isRecordNew }: FoldedContract): Promise<void> {
    if (revaluation !== null) await this.#revalue(head.contractId, revaluation);
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
    await remove(transaction, REMOVE_SPANS, this.#removedSpans);
    await remove(transaction, CUT_SPANS, this.#cutSpans);
    await remove(transaction, REMOVE_CHARGES, this.#removedCharges);
    await remove(transaction, REMOVE_BOOKINGS, this.#removedBookings);
    for (const written of [this.#spans, this.#charges, this.#bookings, this.#contracts, this.#changes]) {
      await written.write(transaction);
    }
    const messages = this.#messages;
    this.#messages = [];
    await appendOutgoing(transaction, messages);
  }

  async #revalue(contractId: ContractId, { since, replaced, spans, charges }: Revaluation): Promise<void> {
    const first = since ?? FIRST_DAY;
    for (const from of replaced.spans) this.#removedSpans.push([contractId, from]);
    if (replaced.cut !== null) this.#cutSpans.push([contractId, replaced.cut, first]);
    if (replaced.hasCharges) this.#removedCharges.push([contractId, first]);
    for (const span of spans) {
      this.#spans.add(spanJson(span));
      if (this.#spans.isLarge) await this.write();
    }
    for (const charge of charges) {
      this.#charges.add(chargeJson(charge));
      if (this.#charges.isLarge) await this.write();
    }
  }
}
