import { addDays, Decimal, type ComparisonRates, type FxRate, type Period, type Policy } from '@app/domain';
import { PlanReading, PlanStore, type SegmentBookings, type TakenDays } from '@app/processing';
import { dateFrom, nullableDate } from '../contracts/stored-dates.ts';
import type { Database, Transaction } from '../database/database.ts';
import { guardPolicy } from '../database/store-guard.ts';
import { periodBookings } from '../snapshots/comparison/period-bookings.ts';
import { RATES_ALL } from '../snapshots/take/take.sql.ts';

const TAKEN_DAYS = `
SELECT as_of::text, (SELECT min(valid_from)::text FROM contract_span) AS first_day FROM store`;

const REPORTED_SEGMENTS = `SELECT DISTINCT segment FROM snapshot WHERE dimension = $1`;

class PostgresPlanReading extends PlanReading {
  constructor(
    private readonly transaction: Transaction,
    private readonly policy: Policy,
  ) {
    super();
  }

  async takenDays(): Promise<TakenDays> {
    const [row] = await this.transaction.query<{ as_of: string | null; first_day: string | null }>(TAKEN_DAYS);
    return { asOf: nullableDate(row?.as_of ?? null), firstActiveDay: nullableDate(row?.first_day ?? null) };
  }

  async rates(): Promise<readonly FxRate[]> {
    const rows = await this.transaction.query<{ currency: string; date: string; rate: string }>(RATES_ALL);
    return rows.map(({ currency, date, rate }) => ({ currency, date: dateFrom(date), rate: new Decimal(rate) }));
  }

  async bookings(period: Period, rates: ComparisonRates): Promise<readonly SegmentBookings[]> {
    const days = { now: addDays(period.end, -1), prior: null, yearAgo: null };
    return periodBookings(this.transaction, this.policy, { period, days, rates });
  }

  async reportedSegments(dimension: string): Promise<readonly string[]> {
    const rows = await this.transaction.query<{ segment: string }>(REPORTED_SEGMENTS, [dimension]);
    return rows.map(({ segment }) => segment);
  }
}

/** Reads bookings by the statements that snapshots are taken with, in a transaction that leaves nothing behind. */
export class PostgresPlanStore extends PlanStore {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: PlanReading) => Promise<T>): Promise<T> {
    return this.database.transaction('REPEATABLE READ', async (transaction) => {
      await guardPolicy(transaction, this.options.policyId);
      return work(new PostgresPlanReading(transaction, this.options.policy));
    });
  }
}
