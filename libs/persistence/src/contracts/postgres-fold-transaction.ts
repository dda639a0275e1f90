import type { CivilDate, ContractId, MergedCustomers } from '@app/domain';
import {
  type FoldedContract,
  FoldTransaction,
  type GivenUp,
  type LedgerRow,
  type StaleContract,
  type StoredCharge,
  type StoredSpan,
  type Tail,
} from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { type FoldedAt, FoldedRows } from './folded-rows.ts';
import { ALL_EVENTS, CHARGES_FROM, EVENTS_BY_SEQ, SPANS_FROM } from './read-contracts.sql.ts';
import { NO_LONGER_ASIDE, QUEUE_AGAIN, SET_THESE_ASIDE } from './set-aside.sql.ts';
import { chargeFrom, type ChargeRow } from './stored-charge.ts';
import { FIRST_DAY } from './stored-dates.ts';
import { spanFrom, type SpanRow } from './stored-span.ts';

export type NumberedRow = LedgerRow & Readonly<{ contract_id: ContractId }>;

/** A ledger row as node-postgres gives it: its number is text. */
export const ledgerRow = (row: NumberedRow): NumberedRow => ({ ...row, seq: Number(row.seq) });

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
  tails.map(({ since }) => since ?? FIRST_DAY),
];

/** The numbers of the events and merges that made a contract stale; one null if there were none. */
const waitedFor = ({ fresh, movedBy }: StaleContract): readonly (number | null)[] => {
  const seqs = [...fresh.map(({ seq }) => seq), ...movedBy];
  return seqs.length === 0 ? [null] : seqs;
};

/** The contracts of a fold, the terms that it folds by, and the topic of their records. */
export type FoldAt = Pick<FoldTransaction, 'stale' | 'horizon' | 'merged'> & FoldedAt;

export class PostgresFoldTransaction extends FoldTransaction {
  readonly stale: readonly StaleContract[];
  readonly horizon: CivilDate;
  readonly merged: MergedCustomers;

  constructor(
    private readonly transaction: Transaction,
    private readonly at: FoldAt,
  ) {
    super();
    this.stale = at.stale;
    this.horizon = at.horizon;
    this.merged = at.merged;
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

  async write(folded: AsyncIterable<FoldedContract>): Promise<void> {
    const rows = new FoldedRows(this.transaction, this.at);
    const contracts: ContractId[] = [];
    for await (const contract of folded) {
      await rows.add(contract);
      contracts.push(contract.head.contractId);
    }
    await rows.write();
    if (contracts.length > 0) await this.transaction.query(NO_LONGER_ASIDE, [contracts]);
  }

  async leave(contracts: readonly StaleContract[]): Promise<void> {
    const rows = contracts.flatMap((contract) => waitedFor(contract).map((seq) => [contract.contractId, seq] as const));
    if (rows.length === 0) return;
    await this.transaction.query(QUEUE_AGAIN, [rows.map(([contractId]) => contractId), rows.map(([, seq]) => seq)]);
  }

  async setAside(contracts: readonly GivenUp[]): Promise<void> {
    if (contracts.length === 0) return;
    await this.leave(contracts.map(({ contract }) => contract));
    const all = contracts.map(({ as }) => as);
    await this.transaction.query(SET_THESE_ASIDE, [
      all.map(({ contractId }) => contractId),
      all.map(({ reason }) => reason),
      all.map(({ costMs }) => costMs),
      all.map(({ attempts }) => attempts),
      all.map(({ since }) => since),
      all.map(({ nextAttemptAt }) => nextAttemptAt),
    ]);
  }

  async keepAlive(): Promise<void> {
    await this.transaction.query('SELECT');
  }
}
