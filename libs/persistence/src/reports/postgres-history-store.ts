import type { CivilDate, ContractId, FxRate, MeasuredDays, Period } from '@app/domain';
import {
  HistoryReading,
  HistoryStore,
  type KeptRevision,
  type KnownEvent,
  type KnownMerge,
  type SegmentName,
  type Takes,
  type Touched,
} from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { packsOf } from '../packs/read-packs.ts';
import type { StoredEvent } from '../packs/stored-event.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { takenDays } from '../reading/taken-days.ts';
import { revisionFrom, type RevisionRow } from '../store/revision-row.ts';
import {
  CONTRACTS_OF_CUSTOMERS,
  IS_PERIOD_REPORTED,
  IS_SEGMENT_REPORTED,
  MERGES_WITH_TAKES,
  REVISIONS_OF_SEGMENT,
  TAKES_OF_EVENTS,
  TOUCHED_CONTRACTS,
} from './history.sql.ts';

type TouchedRow = Readonly<{
  contract_id: ContractId;
  customers: readonly string[];
  events: readonly string[];
  all_events: number;
}>;

type TakesRow = Readonly<{
  seq: string;
  is_changing: boolean | null;
  taken_by: string | null;
  brought_after: string | null;
  counted_until: string | null;
}>;

/** The take that first knew a folded event: 0 if it changed nothing, null if no take has read its change yet. */
const takenBy = (row: TakesRow | undefined): number | null => {
  if (row === undefined) return 0;
  if (row.brought_after !== null) return Number(row.brought_after) + 1;
  if (row.is_changing !== true) return 0;
  return row.taken_by === null ? null : Number(row.taken_by);
};

type MergeRow = Omit<KnownMerge, 'takenBy' | 'seq' | 'appendedAt'> &
  Readonly<{ seq: number | string; taken_by: string | null; appended_at: string }>;

const byContractAndSeq = (a: StoredEvent, b: StoredEvent): number =>
  a.contract_id === b.contract_id ? a.seq - b.seq : a.contract_id < b.contract_id ? -1 : 1;

/** Number of contracts that are folded again to find the largest causes of a change, which bounds the time. */
const CONTRACTS_WEIGHED = 2000;

class PostgresHistoryReading extends HistoryReading {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async revisions({ grain, label }: Period, { dimension, segment }: SegmentName): Promise<readonly KeptRevision[]> {
    const rows = await this.transaction.query<RevisionRow & Readonly<{ take_id: string }>>(REVISIONS_OF_SEGMENT, [
      grain,
      label,
      dimension,
      segment,
    ]);
    return rows.map((row) => ({ ...revisionFrom(row), takeId: Number(row.take_id) }));
  }

  async isReported(of: Readonly<{ period: Period }> | SegmentName): Promise<boolean> {
    const [statement, parameters] =
      'period' in of
        ? [IS_PERIOD_REPORTED, [of.period.grain, of.period.label]]
        : [IS_SEGMENT_REPORTED, [of.dimension, of.segment]];
    const [row] = await this.transaction.query<{ is_reported: boolean }>(statement, parameters);
    return row?.is_reported === true;
  }

  async touched({ after, upTo }: Takes, period: Period, days: MeasuredDays): Promise<Touched> {
    const seen = [after, upTo, period.start, days.now, days.prior, days.yearAgo, CONTRACTS_WEIGHED];
    const rows = await this.transaction.query<TouchedRow>(TOUCHED_CONTRACTS, seen);
    const contracts = rows.map(({ contract_id, customers, events }) => ({
      contractId: contract_id,
      customers,
      events: events.map(Number),
    }));
    const listed = new Set(contracts.flatMap(({ events }) => events));
    return { contracts, eventsLeftOut: (rows[0]?.all_events ?? 0) - listed.size };
  }

  async contractsOf(customers: readonly string[]): Promise<readonly ContractId[]> {
    const rows = await this.transaction.query<{ contract_id: ContractId }>(CONTRACTS_OF_CUSTOMERS, [customers]);
    return rows.map(({ contract_id }) => contract_id);
  }

  /**
   * Packs have the folded events, and those that a retranslation has superseded. An event that a retranslation brought is
   * known to the takes after that, and one that it superseded counts until then; two changes name the latter.
   */
  async events(contracts: readonly ContractId[]): Promise<readonly KnownEvent[]> {
    const events = (await packsOf(this.transaction, contracts)).flatMap((pack) => pack.events);
    const takes = await this.transaction.query<TakesRow>(TAKES_OF_EVENTS, [contracts]);
    const takesOf = new Map(takes.map((row) => [Number(row.seq), row]));
    return events.toSorted(byContractAndSeq).map(({ contract_id, headers: _, ...event }) => {
      const known = takesOf.get(event.seq);
      const until = known?.counted_until ?? null;
      return {
        ...event,
        contractId: contract_id,
        takenBy: takenBy(known),
        countedUntil: until === null ? null : Number(until),
      };
    });
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async merges(): Promise<readonly KnownMerge[]> {
    const rows = await this.transaction.query<MergeRow>(MERGES_WITH_TAKES);
    return rows.map(({ taken_by, appended_at, ...row }) => ({
      ...row,
      seq: Number(row.seq),
      takenBy: taken_by === null ? null : Number(taken_by),
      appendedAt: Number(appended_at),
    }));
  }

  async bounds(): Promise<Readonly<{ firstActiveDay: CivilDate | null; horizon: CivilDate }>> {
    return takenDays(this.transaction);
  }
}

/** Reads one state of the store and every revision ever reported, and writes nothing. */
export class PostgresHistoryStore extends HistoryStore {
  constructor(
    private readonly database: Database,
    private readonly policyId: string,
  ) {
    super();
  }

  async read<T>(work: (reading: HistoryReading) => Promise<T>): Promise<T> {
    return readUnderPolicy(this.database, this.policyId, (transaction) =>
      work(new PostgresHistoryReading(transaction)),
    );
  }
}
