import { Decimal, ONE, plain, ZERO } from '../money/decimal.ts';
import { amount, type Figures, percentage, ratio } from './emitted.ts';
import { quantile, QUANTILES } from './order-statistics.ts';

/** A contract that was booked in the period, in the reporting currency, valued on its first day with ACV. */
export type Booking = Readonly<{
  /** It names contracts that it renews, so it is no new one. */
  isReplacement: boolean;
  acv: Decimal;
  contractedAcv: Decimal;
  /** Null for evergreen, as is the term. */
  tcv: Decimal | null;
  /** Recurring value over the first year, with every discount and before any, unrounded. */
  netValue: Decimal;
  grossValue: Decimal;
  termMonths: Decimal | null;
  /** Days from opened to closed; null where the creation does not say when it was opened. */
  cycleDays: number | null;
}>;

const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), ZERO);

const average = (values: readonly Decimal[]): Decimal | null => ratio(sum(values), new Decimal(values.length));

const inOrder = (values: readonly Decimal[]): readonly Decimal[] => values.toSorted((a, b) => a.comparedTo(b));

const quantileIn = (ascending: readonly Decimal[], p: Decimal): Decimal | null =>
  ascending.length === 0 ? null : quantile(ascending.length, p, (rank) => ascending[rank - 1] ?? ZERO);

/** Of the values in any order; null of none. */
export const quantileOf = (values: readonly Decimal[], p: Decimal): Decimal | null => quantileIn(inOrder(values), p);

const discount = (bookings: readonly Booking[]): Decimal | null => {
  const kept = ratio(sum(bookings.map(({ netValue }) => netValue)), sum(bookings.map(({ grossValue }) => grossValue)));
  return kept === null ? null : ONE.minus(kept);
};

const present = <T>(values: readonly (T | null)[]): readonly T[] => values.filter((value) => value !== null);

/** Bookings, and apart from them the contracts that replace others. */
export const bookingFigures = (all: readonly Booking[]): Figures => {
  const bookings = all.filter(({ isReplacement }) => !isReplacement);
  const replaced = all.filter(({ isReplacement }) => isReplacement).map(({ acv }) => acv);
  const acvs = inOrder(bookings.map(({ acv }) => acv));
  const terms = present(bookings.map(({ termMonths }) => termMonths));
  const cycles = present(bookings.map(({ cycleDays }) => cycleDays)).map((days) => new Decimal(days));
  return {
    bookings_count: bookings.length,
    bookings_acv_total: plain(sum(acvs)),
    bookings_acv_average: amount(average(acvs)),
    bookings_acv_median: amount(quantileIn(acvs, QUANTILES.acv_median)),
    bookings_acv_p75: amount(quantileIn(acvs, QUANTILES.acv_p75)),
    bookings_contracted_total: plain(sum(bookings.map(({ contractedAcv }) => contractedAcv))),
    bookings_tcv_total: plain(sum(present(bookings.map(({ tcv }) => tcv)))),
    bookings_discount_pct: percentage(discount(bookings)),
    bookings_term_months_median: amount(quantileOf(terms, QUANTILES.acv_median)),
    sales_cycle_median_days: amount(quantileOf(cycles, QUANTILES.acv_median)),
    replacements_count: replaced.length,
    replacements_acv_total: plain(sum(replaced)),
    replacements_acv_average: amount(average(replaced)),
  };
};
