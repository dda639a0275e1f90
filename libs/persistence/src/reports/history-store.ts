import { type CivilDate, type ContractId, Decimal, type FxRate, type MeasuredDays, type Period } from '@app/domain';
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
import { dateFrom, nullableDate } from '../contracts/stored-dates.ts';
import type { Database, Transaction } from '../database/database.ts';
import { guardPolicy } from '../database/store-guard.ts';
import { RATES_ALL } from '../snapshots/take/take.sql.ts';
import { revisionFrom, type RevisionRow } from '../store/revision-row.ts';
import {
  BOUNDS,
  CONTRACTS_OF,
  EVENTS_KNOWN,
  IS_PERIOD_REPORTED,
  IS_SEGMENT_REPORTED,
  KEPT_REVISIONS,
  MERGES_KNOWN,
  TOUCHED,
} from './history.sql.ts';

type TouchedRow = Readonly<{
  contract_id: ContractId;
  customers: readonly string[];
  events: readonly string[];
  all_events: number;
}>;

type KnownRow = Omit<KnownEvent, 'contractId' | 'takenBy' | 'seq'> &
  Readonly<{ seq: number | string; contract_id: ContractId; taken_by: string | null }>;

type KnownMergeRow = Omit<KnownMerge, 'takenBy' | 'seq' | 'appendedAt'> &
  Readonly<{ seq: number | string; taken_by: string | null; appended_at: string }>;

/** How many contracts are folded again to tell what moved a figure most: what bounds the time. */
const CONTRACTS_WEIGHED = 2000;

class PostgresHistoryReading extends HistoryReading {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async revisions({ grain, label }: Period, { dimension, segment }: SegmentName): Promise<readonly KeptRevision[]> {
    const named = [grain, label, dimension, segment];
    const rows = await this.transaction.query<RevisionRow & Readonly<{ take_id: string }>>(KEPT_REVISIONS, named);
    return rows.map((row) => ({ ...revisionFrom(row), takeId: Number(row.take_id) }));
  }

  async isReported(of: Readonly<{ period: Period }> | SegmentName): Promise<boolean> {
    const [statement, named] =
      'period' in of
        ? [IS_PERIOD_REPORTED, [of.period.grain, of.period.label]]
        : [IS_SEGMENT_REPORTED, [of.dimension, of.segment]];
    const [row] = await this.transaction.query<{ is_reported: boolean }>(statement, named);
    return row?.is_reported === true;
  }

  async touched({ after, upTo }: Takes, period: Period, days: MeasuredDays): Promise<Touched> {
    const seen = [after, upTo, period.start, days.now, days.prior, days.yearAgo, CONTRACTS_WEIGHED];
    const rows = await this.transaction.query<TouchedRow>(TOUCHED, seen);
    const contracts = rows.map(({ contract_id, customers, events }) => ({
      contractId: contract_id,
      customers,
      events: events.map(Number),
    }));
    const listed = new Set(contracts.flatMap(({ events }) => events));
    return { contracts, eventsLeftOut: (rows[0]?.all_events ?? 0) - listed.size };
  }

  async contractsOf(customers: readonly string[]): Promise<readonly ContractId[]> {
    const rows = await this.transaction.query<{ contract_id: ContractId }>(CONTRACTS_OF, [customers]);
    return rows.map(({ contract_id }) => contract_id);
  }

  async events(contracts: readonly ContractId[]): Promise<readonly KnownEvent[]> {
    const rows = await this.transaction.query<KnownRow>(EVENTS_KNOWN, [contracts]);
    return rows.map(({ contract_id, taken_by, ...row }) => ({
      ...row,
      seq: Number(row.seq),
      contractId: contract_id,
      takenBy: taken_by === null ? null : Number(taken_by),
    }));
  }

  async rates(): Promise<readonly FxRate[]> {
    const rows = await this.transaction.query<{ currency: string; date: string; rate: string }>(RATES_ALL);
    return rows.map(({ currency, date, rate }) => ({ currency, date: dateFrom(date), rate: new Decimal(rate) }));
  }

  async merges(): Promise<readonly KnownMerge[]> {
    const rows = await this.transaction.query<KnownMergeRow>(MERGES_KNOWN);
    return rows.map(({ taken_by, appended_at, ...row }) => ({
      ...row,
      seq: Number(row.seq),
      takenBy: taken_by === null ? null : Number(taken_by),
      appendedAt: Number(appended_at),
    }));
  }

  async bounds(): Promise<Readonly<{ firstActiveDay: CivilDate | null; horizon: CivilDate }>> {
    const [row] = await this.transaction.query<{ first_day: string | null; horizon: string }>(BOUNDS);
    if (row === undefined) throw new Error('the store has not been opened');
    return { firstActiveDay: nullableDate(row.first_day), horizon: dateFrom(row.horizon) };
  }
}

export class PostgresHistoryStore extends HistoryStore {
  constructor(
    private readonly database: Database,
    private readonly policyId: string,
  ) {
    super();
  }

  async read<T>(work: (reading: HistoryReading) => Promise<T>): Promise<T> {
    return this.database.transaction('REPEATABLE READ', async (transaction) => {
      await guardPolicy(transaction, this.policyId);
      return work(new PostgresHistoryReading(transaction));
    });
  }
}
