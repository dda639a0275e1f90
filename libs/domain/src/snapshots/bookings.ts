import { plain } from '../money/decimal-text.ts';
import { Decimal, ONE, ZERO } from '../money/decimal.ts';
import { amount, type Figures, percentage, ratio } from './emitted.ts';
import { quantile, QUANTILES } from './order-statistics.ts';

/** A contract that was booked in a period, in the reporting currency, valued on its first day with ACV. */
export type Booking = Readonly<{
  /** It names contracts that it renews, so it is no new one. */
  isReplacement: boolean;
  acv: Decimal;
}>;

/** Values of which some are asked for by rank, ascending from 1. */
export type Ranked = Readonly<{ count: number; at: (rank: number) => Decimal }>;

/** What was booked in a segment, and apart from it the contracts that replace others. */
export type Bookings = Readonly<{
  acv: Decimal;
  contractedAcv: Decimal;
  /** Of fixed terms. */
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

/** Null of none. */
const quantileIn = ({ count, at }: Ranked, p: Decimal): Decimal | null => (count === 0 ? null : quantile(count, p, at));

/** Of the values in any order; null of none. */
export const quantileOf = (values: readonly Decimal[], p: Decimal): Decimal | null => {
  const ascending = values.toSorted((a, b) => a.comparedTo(b));
  return quantileIn({ count: ascending.length, at: (rank) => ascending[rank - 1] ?? ZERO }, p);
};

const discount = ({ netValue, grossValue }: Bookings): Decimal | null => {
  const kept = ratio(netValue, grossValue);
  return kept === null ? null : ONE.minus(kept);
};

export const bookingFigures = (bookings: Bookings): Figures => {
  const { acvs, replacements } = bookings;
  return {
    bookings_count: acvs.count,
    bookings_acv_total: plain(bookings.acv),
    bookings_acv_average: amount(ratio(bookings.acv, new Decimal(acvs.count))),
    bookings_acv_median: amount(quantileIn(acvs, QUANTILES.acv_median)),
    bookings_acv_p75: amount(quantileIn(acvs, QUANTILES.acv_p75)),
    bookings_contracted_total: plain(bookings.contractedAcv),
    bookings_tcv_total: plain(bookings.tcv),
    bookings_discount_pct: percentage(discount(bookings)),
    bookings_term_months_median: amount(quantileIn(bookings.termMonths, QUANTILES.acv_median)),
    sales_cycle_median_days: amount(quantileIn(bookings.cycleDays, QUANTILES.acv_median)),
    replacements_count: replacements.count,
    replacements_acv_total: plain(replacements.acv),
    replacements_acv_average: amount(ratio(replacements.acv, new Decimal(replacements.count))),
  };
};
