import type { CivilDate, ComparisonRates, Decimal, FxRate, LostContract, MeasuredDays, Period } from '@app/domain';
import type { CustomerMove } from '../explain/explanation-source.ts';
import type { PeriodSums, SegmentName } from '../snapshots/snapshot-store.ts';
import type { TakenDays } from '../reports/plan-store.ts';

/** The days after the first one up to the second as a period, with both days and their rates. */
export type ComparedPeriod = Readonly<{ period: Period; days: MeasuredDays; rates: ComparisonRates }>;

/** A churned customer in its segments of the first day, by dimension, with its largest contract. */
export type ChurnedCustomer = Readonly<{
  segments: readonly string[];
  /** −A0*: at most 0. */
  churnArr: Decimal;
  largest: LostContract;
}>;

/**
 * One comparison in one state of the books. Call `sums` first, because everything else reads the tables that it fills.
 */
export abstract class ComparisonReading {
  abstract days(): Promise<TakenDays>;
  abstract rates(): Promise<readonly FxRate[]>;
  abstract sums(compared: ComparedPeriod): Promise<PeriodSums>;
  /** The customers that moved a segment most at constant currency; ties go to the smallest id. */
  abstract largestMoves(segment: SegmentName, count: number): Promise<readonly CustomerMove[]>;
  /** Some at a time. `to` is the second day. */
  abstract churned(to: CivilDate): AsyncIterable<readonly ChurnedCustomer[]>;
}

export abstract class ComparisonBooks {
  abstract read<T>(work: (reading: ComparisonReading) => Promise<T>): Promise<T>;
}
