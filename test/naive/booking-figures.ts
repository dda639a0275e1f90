import { Fraction } from '../properties/fraction.ts';
import type { Booking } from './bookings.ts';
import { exact, percent, quotient, type Row } from './rows.ts';
import { mean, median, percentile, shortfall } from './statistics.ts';

const withoutNulls = (values: readonly (Fraction | null)[]): readonly Fraction[] =>
  values.filter((value) => value !== null);

/** The figures of a segment's bookings and replacements. */
export const bookingRow = (all: readonly Booking[]): Row => {
  const bookings = all.filter(({ isReplacement }) => !isReplacement);
  const replacements = all.filter(({ isReplacement }) => isReplacement);
  const acvs = bookings.map(({ acv }) => acv);
  const replaced = replacements.map(({ acv }) => acv);
  return {
    bookings_count: bookings.length,
    bookings_acv_total: exact(Fraction.sum(acvs)),
    bookings_acv_average: quotient(mean(acvs)),
    bookings_acv_median: quotient(median(acvs)),
    bookings_acv_p75: quotient(percentile(acvs, 75)),
    bookings_contracted_total: exact(Fraction.sum(bookings.map(({ contracted }) => contracted))),
    bookings_tcv_total: exact(Fraction.sum(withoutNulls(bookings.map(({ tcv }) => tcv)))),
    bookings_discount_pct: percent(
      shortfall(Fraction.sum(bookings.map(({ net }) => net)), Fraction.sum(bookings.map(({ gross }) => gross))),
    ),
    bookings_term_months_median: quotient(median(withoutNulls(bookings.map(({ termMonths }) => termMonths)))),
    sales_cycle_median_days: quotient(median(withoutNulls(bookings.map(({ cycleDays }) => cycleDays)))),
    replacements_count: replacements.length,
    replacements_acv_total: exact(Fraction.sum(replaced)),
    replacements_acv_average: quotient(mean(replaced)),
  };
};
