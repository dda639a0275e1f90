import {
  addDays,
  type Booking,
  type CivilDate,
  compareCodePoints,
  comparisonRates,
  type Decimal,
  dimensionsOf,
  firstDay,
  type Grain,
  type Period,
  periodsBetween,
  type PlannedDeals,
  plannedDeals,
  type Policy,
} from '@app/domain';
import { NotReportedError } from './not-reported-error.ts';
import type { PlanReading, PlanStore, SegmentBookings } from './plan-store.ts';

export type PlanQuestion = Readonly<{
  /** ACV to be booked, in the reporting currency. */
  target: Decimal;
  /** The number of latest ended periods that are pooled. */
  periods: number;
  grain: Grain;
  /** Null: the last day of which snapshots were taken. */
  asOf: CivilDate | null;
  dimension: string;
  /** Null: each segment of the dimension. */
  segment: string | null;
}>;

export type Plan = Readonly<{
  asOf: CivilDate;
  /** The pooled periods, in order; fewer than asked for if the books are younger. */
  periods: readonly Period[];
  segments: readonly (Readonly<{ segment: string }> & PlannedDeals)[];
}>;

const asOfFrom = (asked: CivilDate | null, taken: CivilDate | null): CivilDate => {
  if (taken === null) throw new NotReportedError('the store has no snapshots yet');
  if (asked !== null && asked > taken) {
    throw new NotReportedError(`--as-of: ${asked} is after ${taken}, the last day of which snapshots were taken`);
  }
  return asked ?? taken;
};

const assertKnown = ({ grain, dimension }: PlanQuestion, policy: Policy): void => {
  if (!policy.grains.includes(grain)) throw new NotReportedError(`this store reports no ${grain}`);
  if (!dimensionsOf(policy).includes(dimension)) {
    throw new NotReportedError(`${dimension} is not a dimension; choose one of ${dimensionsOf(policy).join(', ')}`);
  }
};

/** The number of deals that book a target, by the latest bookings (definitions, section 10). */
export class PlanDeals {
  constructor(
    private readonly store: PlanStore,
    private readonly policy: Policy,
  ) {}

  /** Throws `NotReportedError`. */
  async plan(question: PlanQuestion): Promise<Plan> {
    assertKnown(question, this.policy);
    return this.store.read(async (reading) => {
      const { asOf: taken, firstActiveDay } = await reading.takenDays();
      const asOf = asOfFrom(question.asOf, taken);
      const segments = await this.segments(question, reading);
      const periods = firstActiveDay === null ? [] : this.latestEnded(question, firstActiveDay, asOf);
      const pooled = await this.pooled(question.dimension, periods, reading);
      return {
        asOf,
        periods,
        segments: segments.map((segment) => ({
          segment,
          ...plannedDeals(question.target, pooled.get(segment) ?? []),
        })),
      };
    });
  }

  private async segments({ dimension, segment }: PlanQuestion, reading: PlanReading): Promise<readonly string[]> {
    const reported = await reading.reportedSegments(dimension);
    if (segment === null) return reported.toSorted(compareCodePoints);
    if (!reported.includes(segment)) throw new NotReportedError(`${dimension} has never had a segment ${segment}`);
    return [segment];
  }

  private latestEnded({ grain, periods }: PlanQuestion, first: CivilDate, asOf: CivilDate): readonly Period[] {
    return periodsBetween(grain, firstDay(this.policy, first), asOf, this.policy.fiscalYearStartMonth)
      .filter(({ end }) => addDays(end, -1) <= asOf)
      .slice(-periods);
  }

  private async pooled(
    dimension: string,
    periods: readonly Period[],
    reading: PlanReading,
  ): Promise<ReadonlyMap<string, readonly Booking[]>> {
    const rates = await reading.rates();
    const found: SegmentBookings[] = [];
    for (const period of periods) {
      const days = { now: addDays(period.end, -1), prior: null, yearAgo: null };
      const periodRates = comparisonRates(rates, period.start, days, this.policy);
      found.push(...(await reading.bookings(period, periodRates, dimension)));
    }
    const own = Map.groupBy(found, ({ segment }) => segment);
    return new Map([...own].map(([segment, each]) => [segment, each.flatMap(({ bookings }) => bookings)]));
  }
}
