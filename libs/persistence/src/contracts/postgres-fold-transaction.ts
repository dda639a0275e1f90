import type { CivilDate, ContractId } from '@app/domain';
import {
  type ContractChange,
  contractMessage,
  type FoldedContract,
  FoldTransaction,
  type LedgerRow,
  type StaleContract,
  type StoredCharge,
  type StoredSpan,
  type Tail,
} from '@app/processing';
import type { Row, Transaction } from '../database/database.ts';
import { columnArrays } from '../database/column-arrays.ts';
import { appendOutgoing } from '../outbox/append-outgoing.ts';
import { ALL_EVENTS, CHARGES_FROM, EVENTS_BY_SEQ, SPANS_FROM } from './read-contracts.sql.ts';
import { OPEN_END } from './stored-dates.ts';
import {
  bookingJson,
  chargeFrom,
  chargeJson,
  type ChargeRow,
  headJson,
  spanFrom,
  spanJson,
  type SpanRow,
} from './stored-values.ts';
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

export type NumberedRow = LedgerRow & Readonly<{ contract_id: ContractId }>;

/** A ledger row as node-postgres gives it: its number is text. */
export const ledgerRow = (row: NumberedRow): NumberedRow => ({ ...row, seq: Number(row.seq) });

/** Where the records of contracts go; null where nothing is published, as in a replay. */
export type ContractsTopic = string | null;

const grouped = <R extends Readonly<{ contract_id: ContractId }>, V>(
  rows: readonly R[],
  valueOf: (row: R) => V,
): ReadonlyMap<ContractId, readonly V[]> => {
  const groups = new Map<ContractId, V[]>();
  for (const row of rows) {
    const group = groups.get(row.contract_id);
    if (group === undefined) groups.set(row.contract_id, [valueOf(row)]);
    else group.push(valueOf(row));
  }
  return groups;
};

/** Before all others, as Postgres writes it. */
const FIRST_DAY = '-infinity';

const tailColumns = (tails: readonly Tail[]): readonly unknown[] => [
  tails.map(({ contractId }) => contractId),
  tails.map(({ since }) => since ?? FIRST_DAY),
];

const changeJson = ({ contractId, customers, from, to, events }: ContractChange): Row => ({
  contract_id: contractId,
  customers,
  first_day: from,
  last_day: to ?? OPEN_END,
  events,
});

export class PostgresFoldTransaction extends FoldTransaction {
  constructor(
    private readonly transaction: Transaction,
    readonly stale: readonly StaleContract[],
    readonly horizon: CivilDate,
    private readonly contractsTopic: ContractsTopic,
    private readonly now: () => Date,
  ) {
    super();
  }

  async allEvents(contracts: readonly ContractId[]): Promise<ReadonlyMap<ContractId, readonly LedgerRow[]>> {
    return grouped(await this.transaction.query<NumberedRow>(ALL_EVENTS, [contracts]), ledgerRow);
  }

  async events(
    wanted: readonly Readonly<{ contractId: ContractId; seq: number }>[],
  ): Promise<ReadonlyMap<number, LedgerRow>> {
    const rows = await this.transaction.query<NumberedRow>(EVENTS_BY_SEQ, [
      wanted.map(({ contractId }) => contractId),
      wanted.map(({ seq }) => seq),
    ]);
    return new Map(rows.map(ledgerRow).map((row) => [row.seq, row]));
  }

  async spans(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredSpan[]>> {
    return tails.length === 0
      ? new Map()
      : grouped(await this.transaction.query<SpanRow>(SPANS_FROM, tailColumns(tails)), spanFrom);
  }

  async charges(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredCharge[]>> {
    return tails.length === 0
      ? new Map()
      : grouped(await this.transaction.query<ChargeRow>(CHARGES_FROM, tailColumns(tails)), chargeFrom);
  }

  async write(folded: readonly FoldedContract[]): Promise<void> {
    await this.removeReplaced(folded);
    await this.insert(
      INSERT_SPANS,
      folded.flatMap(({ revaluation }) => revaluation?.spans.map(spanJson) ?? []),
    );
    await this.insert(
      INSERT_CHARGES,
      folded.flatMap(({ revaluation }) => revaluation?.charges.map(chargeJson) ?? []),
    );
    await this.writeBookings(folded);
    await this.insert(
      UPSERT_CONTRACTS,
      folded.map(({ head }) => headJson(head)),
    );
    await this.insert(
      INSERT_CHANGES,
      folded.flatMap(({ change }) => (change === null ? [] : [changeJson(change)])),
    );
    await this.publish(folded);
  }

  private async removeReplaced(folded: readonly FoldedContract[]): Promise<void> {
    const replaced = folded.flatMap(({ head: { contractId }, revaluation }) =>
      revaluation === null ? [] : [{ contractId, since: revaluation.since ?? FIRST_DAY, ...revaluation.replaced }],
    );
    await this.run(
      REMOVE_SPANS,
      replaced.flatMap(({ contractId, spans }) => spans.map((from) => [contractId, from])),
    );
    await this.run(
      CUT_SPANS,
      replaced.flatMap(({ contractId, cut, since }) => (cut === null ? [] : [[contractId, cut, since]])),
    );
    await this.run(
      REMOVE_CHARGES,
      replaced.flatMap(({ contractId, since, hasCharges }) => (hasCharges ? [[contractId, since]] : [])),
    );
  }

  private async writeBookings(folded: readonly FoldedContract[]): Promise<void> {
    const changed = folded.filter(({ isBookingNew }) => isBookingNew).map(({ head }) => head);
    const gone = changed.filter(({ booking }) => booking === null).map(({ contractId }) => contractId);
    if (gone.length > 0) await this.transaction.query(REMOVE_BOOKINGS, [gone]);
    await this.insert(
      UPSERT_BOOKINGS,
      changed.flatMap(({ contractId, booking }) => (booking === null ? [] : [bookingJson(contractId, booking)])),
    );
  }

  private async insert({ sql, columns }: Writing, rows: readonly Row[]): Promise<void> {
    if (rows.length > 0) await this.transaction.query(sql, columnArrays(columns, rows));
  }

  /** By the columns of these rows, which all are as long as the first. */
  private async run(statement: string, rows: readonly (readonly string[])[]): Promise<void> {
    const [first] = rows;
    if (first !== undefined) {
      const columns = first.map((_, column) => rows.map((row) => row[column]));
      await this.transaction.query(statement, columns);
    }
  }

  /** The lane's lock serialises the records of its contracts. */
  private async publish(folded: readonly FoldedContract[]): Promise<void> {
    const topic = this.contractsTopic;
    if (topic === null) return;
    const now = this.now();
    const messages = folded.map(({ head, isRecordNew }) => (isRecordNew ? contractMessage(topic, head, now) : null));
    await appendOutgoing(
      this.transaction,
      messages.filter((message) => message !== null),
    );
  }
}
