import { addDays, type ComparisonRates, type FxRate, type Period, type Policy } from '@app/domain';
import { PlanReading, PlanStore, type SegmentBookings, type TakenDays } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { compareUnderPolicy } from '../reading/read-under-policy.ts';
import { takenDays } from '../reading/taken-days.ts';
import { periodBookings } from '../snapshots/comparison/period-bookings.ts';
import { reportedSegments } from '../store/reported-segments.ts';

class PostgresPlanReading extends PlanReading {
  constructor(
    private readonly transaction: Transaction,
    private readonly policy: Policy,
  ) {
    super();
  }

  async takenDays(): Promise<TakenDays> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async bookings(period: Period, rates: ComparisonRates, dimension: string): Promise<readonly SegmentBookings[]> {
    const days = { now: addDays(period.end, -1), prior: null, yearAgo: null };
    return periodBookings(this.transaction, this.policy, { period, days, rates }, dimension);
  }

  reportedSegments(dimension: string): Promise<readonly string[]> {
    return reportedSegments(this.transaction, dimension);
  }
}

/** Reads bookings by the statements of a take, in temporary tables that do not outlast the transaction. */
export class PostgresPlanStore extends PlanStore {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: PlanReading) => Promise<T>): Promise<T> {
    return compareUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresPlanReading(transaction, this.options.policy)),
    );
  }
}
