import { Decimal, ZERO } from '../money/decimal.ts';
import type { Booking } from '../snapshots/booked-contracts.ts';
import { quantileOf } from '../snapshots/bookings.ts';
import { ratio } from '../snapshots/emitted.ts';
import { QUANTILES } from '../snapshots/order-statistics.ts';

/** Null if nothing was booked. */
export type PlannedDeals = Readonly<{
  bookings: number;
  acvTotal: Decimal;
  acvAverage: Decimal | null;
  acvMedian: Decimal | null;
  dealsNeeded: number | null;
  dealsNeededByMedian: number | null;
}>;

/** The ceiling of target ÷ (total ÷ count), computed without a quotient, because its noise would round up a whole one. */
const ceilingOf = (target: Decimal, total: Decimal, count: number): number | null => {
  if (total.isZero()) return null;
  const wanted = target.times(count);
  const whole = wanted.divToInt(total);
  return (whole.times(total).lt(wanted) ? whole.plus(1) : whole).toNumber();
};

/**
 * How many deals book the target, by the average and by the median of recent bookings (definitions, section 10).
 * Replacements are no bookings.
 */
export const plannedDeals = (target: Decimal, pooled: readonly Booking[]): PlannedDeals => {
  const acvs = pooled.filter(({ isReplacement }) => !isReplacement).map(({ acv }) => acv);
  const acvTotal = acvs.reduce((sum, acv) => sum.plus(acv), ZERO);
  const acvMedian = quantileOf(acvs, QUANTILES.median);
  return {
    bookings: acvs.length,
    acvTotal,
    acvAverage: ratio(acvTotal, new Decimal(acvs.length)),
    acvMedian,
    dealsNeeded: ceilingOf(target, acvTotal, acvs.length),
    dealsNeededByMedian: acvMedian === null ? null : ceilingOf(target, acvMedian, 1),
  };
};
