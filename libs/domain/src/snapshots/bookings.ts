import { Decimal, ONE, ZERO } from '../money/decimal.ts';
import { ratio } from './emitted.ts';
import { figureBlock } from './figure.ts';
import { quantile, QUANTILES } from './order-statistics.ts';

/** A contract that was booked in a period, in the reporting currency, valued on its first day with ACV. */
export type Booking = Readonly<{
  /** Whether it names contracts in `renews`; then it counts as a replacement. */
  isReplacement: boolean;
  acv: Decimal;
}>;

/** Values that are read by rank, ascending from 1. */
export type Ranked = Readonly<{ count: number; at: (rank: number) => Decimal }>;

/** The bookings of a segment and, separately, the contracts that replace others. */
export type Bookings = Readonly<{
  acv: Decimal;
  contractedAcv: Decimal;
  /** Of fixed terms only. */
  tcv: Decimal;
  netValue: Decimal;
  grossValue: Decimal;
  acvs: Ranked;
  termMonths: Ranked;
  cycleDays: Ranked;
  replacements: Readonly<{ count: number; acv: Decimal }>;
}>;

const NOTHING_RANKED: Ranked = { count: 0, at: () => ZERO };

export const NO_BOOKINGS: Bookings = {
  acv: ZERO,
  contractedAcv: ZERO,
  tcv: ZERO,
  netValue: ZERO,
  grossValue: ZERO,
  acvs: NOTHING_RANKED,
  termMonths: NOTHING_RANKED,
  cycleDays: NOTHING_RANKED,
  replacements: { count: 0, acv: ZERO },
};

/** Null if there are none. */
const quantileIn = ({ count, at }: Ranked, p: Decimal): Decimal | null => (count === 0 ? null : quantile(count, p, at));

/** A quantile of values in any order; null if there are none. */
export const quantileOf = (values: readonly Decimal[], p: Decimal): Decimal | null => {
  const ascending = values.toSorted((a, b) => a.comparedTo(b));
  return quantileIn({ count: ascending.length, at: (rank) => ascending[rank - 1] ?? ZERO }, p);
};

const discount = ({ netValue, grossValue }: Bookings): Decimal | null => {
  const kept = ratio(netValue, grossValue);
  return kept === null ? null : ONE.minus(kept);
};

export const BOOKINGS = figureBlock(
  'bookings',
  ({ bookings }) => bookings,
)({
  bookings_count: { kind: 'count', meaning: 'The number of bookings.', of: ({ acvs }) => acvs.count },
  bookings_acv_total: { kind: 'sum', meaning: 'Sum of their `acv`.', of: ({ acv }) => acv },
  bookings_acv_average: {
    kind: 'quotient',
    meaning: 'Average of their `acv`.',
    of: ({ acv, acvs }) => ratio(acv, new Decimal(acvs.count)),
  },
  bookings_acv_median: {
    kind: 'quotient',
    meaning: 'Median of their `acv`.',
    of: ({ acvs }) => quantileIn(acvs, QUANTILES.median),
  },
  bookings_acv_p75: {
    kind: 'quotient',
    meaning: 'Three quarters of them are at or below it.',
    of: ({ acvs }) => quantileIn(acvs, QUANTILES.p75),
  },
  bookings_contracted_total: {
    kind: 'sum',
    meaning: 'Sum of their `contracted_acv`.',
    of: ({ contractedAcv }) => contractedAcv,
  },
  bookings_tcv_total: { kind: 'sum', meaning: 'Sum of their `tcv`; of those with fixed terms.', of: ({ tcv }) => tcv },
  bookings_discount_pct: {
    kind: 'percentage',
    meaning: 'The share that discounts took off in their first year.',
    of: discount,
  },
  bookings_term_months_median: {
    kind: 'quotient',
    meaning: 'Median length of their fixed terms.',
    of: ({ termMonths }) => quantileIn(termMonths, QUANTILES.median),
  },
  sales_cycle_median_days: {
    kind: 'quotient',
    meaning: 'Median days from `opened_date` to `closed_date`.',
    of: ({ cycleDays }) => quantileIn(cycleDays, QUANTILES.median),
  },
  replacements_count: {
    kind: 'count',
    meaning: 'Contracts that renew others; they are no bookings.',
    of: ({ replacements }) => replacements.count,
  },
  replacements_acv_total: {
    kind: 'sum',
    meaning: 'Sum of their `acv`.',
    of: ({ replacements }) => replacements.acv,
  },
  replacements_acv_average: {
    kind: 'quotient',
    meaning: 'Average of their `acv`.',
    of: ({ replacements }) => ratio(replacements.acv, new Decimal(replacements.count)),
  },
});
