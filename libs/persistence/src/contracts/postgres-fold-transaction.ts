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
import { type Among, eventsBySeq, eventsOf, type FirstPack } from '../packs/read-packs.ts';
import type { StoredEvent } from '../packs/stored-event.ts';
import { PackWriter } from '../packs/write-packs.ts';
import { queueAgain } from './queue-again.ts';
import { CHARGES_FROM, RUNS_FROM } from './read-contracts.sql.ts';
import { NO_LONGER_ASIDE, SET_THESE_ASIDE } from './set-aside.sql.ts';
import { chargeFrom, type ChargeRow } from './stored-charge.ts';
import { FIRST_DAY } from './stored-dates.ts';
import type { StoredRun } from './stored-run.ts';
import { spanFrom, type SpanRow } from './stored-span.ts';

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

/** A span with the first day of its run. */
type RunSpanRow = SpanRow & Readonly<{ run_from: string }>;

const runsFrom = (rows: readonly RunSpanRow[]): readonly StoredRun[] =>
  [...Map.groupBy(rows, ({ run_from }) => run_from)].map(([from, spans]) => ({ from, spans }));

/** The contracts of a fold, the terms that it folds by, and the topic of their records. */
export type FoldAt = Pick<FoldTransaction, 'stale' | 'horizon' | 'merged'> &
  FoldedAt &
  Readonly<{
    /**
     * The events that the fold has taken from the queue. Null: it takes none, and reads those that wait where it reads
     * all events of a contract.
     */
    dequeued: ReadonlyMap<ContractId, readonly StoredEvent[]> | null;
  }>;

export class PostgresFoldTransaction extends FoldTransaction {
  readonly stale: readonly StaleContract[];
  readonly horizon: CivilDate;
  readonly merged: MergedCustomers;
  /** Packs that were read for their events, which compress the new ones of the same contracts. */
  private readonly firstPacks = new Map<ContractId, FirstPack>();

  /** The stored runs that were read, which writing replaces. */
  private readonly runs = new Map<ContractId, readonly StoredRun[]>();

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
    const { dequeued } = this.at;
    const among: Among = dequeued === null ? 'packs and queue' : 'packs';
    const stored = await eventsOf(this.transaction, contracts, among);
    const taken = contracts.flatMap((contractId) => dequeued?.get(contractId) ?? []);
    return grouped([...stored, ...taken], (event) => event);
  }

  async events(
    wanted: readonly Readonly<{ contractId: ContractId; seq: number }>[],
  ): Promise<ReadonlyMap<number, LedgerRow>> {
    const events = await eventsBySeq(this.transaction, wanted, 'packs', (contractId, first) =>
      this.firstPacks.set(contractId, first),
    );
    return new Map(events.map((event) => [event.seq, event]));
  }

  async spans(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredSpan[]>> {
    if (tails.length === 0) return new Map();
    const rows = await this.transaction.query<RunSpanRow>(RUNS_FROM, tailColumns(tails));
    const found = new Map<ContractId, readonly StoredSpan[]>();
    for (const [contractId, spans] of grouped(rows, (row) => row)) this.runs.set(contractId, runsFrom(spans));
    for (const { contractId, since } of tails) {
      const spans = (this.runs.get(contractId) ?? []).flatMap((run) => run.spans);
      // From the one that holds the day on, or from the last before it.
      const first = spans.findLastIndex(({ valid_from }) => since !== null && valid_from <= since);
      if (spans.length > 0) found.set(contractId, spans.slice(Math.max(0, first)).map(spanFrom));
    }
    return found;
  }

  async charges(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredCharge[]>> {
    return tails.length === 0
      ? new Map()
      : grouped(await this.transaction.query<ChargeRow>(CHARGES_FROM, tailColumns(tails)), chargeFrom);
  }

  async write(folded: AsyncIterable<FoldedContract>): Promise<void> {
    const rows = new FoldedRows(this.transaction, this.at);
    const packs = await this.packs();
    const contracts: ContractId[] = [];
    for await (const contract of folded) {
      const { contractId } = contract.head;
      await rows.add(contract, this.runs.get(contractId) ?? []);
      await packs.add(contractId, this.at.dequeued?.get(contractId) ?? []);
      contracts.push(contractId);
    }
    await rows.write();
    await packs.write();
    if (contracts.length > 0) await this.transaction.query(NO_LONGER_ASIDE, [contracts]);
  }

  async leave(contracts: readonly StaleContract[]): Promise<void> {
    const { dequeued } = this.at;
    await queueAgain(
      this.transaction,
      contracts.map(({ contractId, movedBy }) => ({ contractId, movedBy, events: dequeued?.get(contractId) ?? [] })),
    );
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

  /** A contract that was never folded has no packs, or only such as need no dictionary. */
  private packs(): Promise<PackWriter> {
    const known = this.stale.filter(({ head, fresh }) => head !== null && fresh.length > 0);
    return PackWriter.forContracts(
      this.transaction,
      this.at.dequeued === null ? [] : known.map(({ contractId }) => contractId),
      this.firstPacks,
    );
  }
}
