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

const tailColumns = (tails: readonly Tail[]): readonly unknown[] => [
  tails.map(({ contractId }) => contractId),
  tails.map(({ since }) => since ?? '-infinity'),
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
    await this.removeTails(folded);
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

  /** Contracts that were not stored before have nothing to remove. */
  private async removeTails(folded: readonly FoldedContract[]): Promise<void> {
    const known = new Set(this.stale.filter(({ head }) => head !== null).map(({ contractId }) => contractId));
    const tails = folded.flatMap(({ head, revaluation }) =>
      revaluation === null || !known.has(head.contractId)
        ? []
        : [{ contract_id: head.contractId, since: revaluation.since ?? '-infinity' }],
    );
    for (const statement of [REMOVE_SPANS, CUT_SPANS, REMOVE_CHARGES]) await this.remove(statement, tails);
  }

  private async writeBookings(folded: readonly FoldedContract[]): Promise<void> {
    const had = new Set(this.stale.filter(({ head }) => head?.booking).map(({ contractId }) => contractId));
    const gone = folded.filter(({ head }) => head.booking === null && had.has(head.contractId));
    await this.remove(
      REMOVE_BOOKINGS,
      gone.map(({ head }) => ({ contract_id: head.contractId })),
    );
    const bookings = folded.flatMap(({ head, revaluation }) =>
      head.booking === null || revaluation === null ? [] : [bookingJson(head.contractId, head.booking)],
    );
    await this.insert(UPSERT_BOOKINGS, bookings);
  }

  private async insert({ sql, columns }: Writing, rows: readonly Row[]): Promise<void> {
    if (rows.length > 0) await this.transaction.query(sql, columnArrays(columns, rows));
  }

  private async remove(statement: string, rows: readonly Row[]): Promise<void> {
    if (rows.length > 0) await this.transaction.query(statement, [JSON.stringify(rows)]);
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
