import { Decimal, ONE, ZERO } from '../money/decimal.ts';
import type { Bookings, Ranked } from './booked-contracts.ts';
import { ratio } from './emitted.ts';
import { figureBlock } from './figure.ts';
import { quantile, QUANTILES } from './order-statistics.ts';

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
