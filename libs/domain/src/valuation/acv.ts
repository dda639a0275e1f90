import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { partsBetween } from '../calendar/months-between.ts';
import type { RateBasis } from '../lines/line-course.ts';
import type { Decimal } from '../money/decimal.ts';
import { type Quotient, undivided } from '../money/quotient.ts';
import { renewsWithinAYear } from '../terms/term.ts';
import { type InFixedTerm, windows } from './amendment-basis.ts';
import type { Days, ValueBy } from './pieces.ts';
import { inYears } from './recurring-value.ts';
import type { Valuation } from './valuation.ts';

/** The rates in a window: the event's own, or the rates as they governed. */
type Rates = Readonly<{
  value: (days: Days, basis: ValueBy['basis']) => Decimal;
  rate: (day: CivilDate, basis: RateBasis) => Decimal;
}>;

const rates = (at: InFixedTerm, { governed, policy }: Valuation): Rates => {
  const { anchor } = at.term;
  switch (policy.amendmentBasis) {
    case 'remaining_term':
      return {
        value: (days, basis) => governed.own.value(at.event, days, { anchor, basis }),
        rate: (day, basis) => governed.own.rate(at.event, day, basis),
      };
    case 'whole_term':
      return {
        value: (days, basis) => governed.value(at, days, { anchor, basis }),
        rate: (day, basis) => governed.rate(at, day, basis),
      };
  }
};

/** Value ÷ (months ÷ 12). The value is in rate × parts of a month, so the parts cancel out and one division is left. */
const averageOver = (days: Days, anchor: CivilDate, value: Decimal): Quotient => ({
  dividend: value,
  divisor: partsBetween(anchor, days.start, days.end),
});

/**
 * The ACV of a term in force, unrounded. Null if it is the ARR of the day, as for a term that renews by itself within a year:
 * that is a run rate and no commitment (definitions, section 4).
 */
export const acvOfTerm = (at: InFixedTerm, valuation: Valuation): Quotient | null =>
  renewsWithinAYear(at.event.term) ? null : windowedAcv(at, valuation);

/**
 * The annual contract value of a term with an end, by the policy's `ramp`, unrounded (definitions, section 4). The
 * averages take every discount, the exit rate those that the policy counts.
 */
export const windowedAcv = (at: InFixedTerm, valuation: Valuation): Quotient => {
  const { policy } = valuation;
  const { window, year } = windows(at, policy);
  const { value, rate } = rates(at, valuation);
  switch (policy.ramp) {
    case 'average_in_year':
      return averageOver(year, at.term.anchor, value(year, 'all'));
    case 'exit_run_rate':
      return undivided(rate(addDays(year.end, -1), policy.discounts));
    case 'term_average':
      return averageOver(window, at.term.anchor, value(window, 'all'));
  }
};

/**
 * The recurring value over the first year, `W`, after every discount and before any. The discount of a booking is the
 * difference of the two (definitions, section 7).
 */
export const firstYearValues = (at: InFixedTerm, valuation: Valuation): Readonly<{ net: Decimal; gross: Decimal }> => {
  const { year } = windows(at, valuation.policy);
  const { value } = rates(at, valuation);
  return { net: inYears(value(year, 'all')), gross: inYears(value(year, 'none')) };
};
