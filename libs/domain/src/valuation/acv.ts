import { addDays, addMonths, type CivilDate, earlier, later } from '../calendar/civil-date.ts';
import { monthsCompleted, partsBetween } from '../calendar/months-between.ts';
import type { Entry } from '../facts/timeline.ts';
import type { Decimal } from '../money/decimal.ts';
import { type Quotient, undivided } from '../money/quotient.ts';
import type { Policy } from '../policy/policy.ts';
import type { TermInForce } from '../terms/term.ts';
import type { GovernedValues, RateBasis } from './governed-value.ts';
import { inYears, ownRate, ownValue } from './governed-value.ts';

export type Days = Readonly<{ start: CivilDate; end: CivilDate }>;
export type ValuationPolicy = Pick<Policy, 'ramp' | 'amendmentBasis' | 'discounts' | 'renewalGraceDays'>;

/** A term in force that ends: what `acv` by windows is defined for. */
export type FixedTerm = Omit<TermInForce, 'end'> & Readonly<{ end: CivilDate }>;

/** The window of a valuation and its first year, `W` (definitions, section 4). */
export type Windows = Readonly<{ window: Days; year: Days }>;

/** The contract year of twelve months from the start of the term that holds `day`, counted from the anchor. */
const contractYear = ({ start, end, anchor }: FixedTerm, day: CivilDate): Days => {
  const toStart = monthsCompleted(anchor, start);
  const years = Math.floor((monthsCompleted(anchor, day) - toStart) / 12);
  const yearStart = addMonths(anchor, toStart + years * 12);
  return { start: later(start, yearStart), end: earlier(end, addMonths(anchor, toStart + (years + 1) * 12)) };
};

const cutAt = (days: Days, cut: CivilDate | null): Days =>
  cut === null ? days : { start: later(days.start, cut), end: days.end };

/** From the latest economic change of the term in force, or over all of it (`amendment_basis`). */
export const windows = (entry: Entry, term: FixedTerm, policy: ValuationPolicy): Windows => {
  const change = later(entry.economicSince, term.start);
  switch (policy.amendmentBasis) {
    case 'remaining_term':
      return {
        window: { start: change, end: term.end },
        year: { start: change, end: earlier(term.end, addMonths(change, 12)) },
      };
    case 'whole_term':
      return {
        window: cutAt({ start: term.start, end: term.end }, entry.currencySince),
        year: cutAt(contractYear(term, change), entry.currencySince),
      };
  }
};

/** What the windows are filled with: the event's own rates, or the rates as they governed. */
type Rates = Readonly<{
  value: (days: Days, basis: RateBasis) => Decimal;
  rate: (day: CivilDate, basis: RateBasis) => Decimal;
}>;

const rates = (
  index: number,
  entry: Entry,
  { anchor }: FixedTerm,
  governed: GovernedValues,
  policy: ValuationPolicy,
): Rates => {
  switch (policy.amendmentBasis) {
    case 'remaining_term':
      return {
        value: (days, basis) => ownValue(entry.event, days, anchor, basis),
        rate: (day, basis) => ownRate(entry.event, day, basis),
      };
    case 'whole_term':
      return {
        value: (days, basis) => governed.value(index, days, anchor, basis),
        rate: (day, basis) => governed.rate(index, day, basis),
      };
  }
};

/** Value ÷ (months ÷ 12). The value is in rate × parts of a month, so the parts cancel out and one division is left. */
const averageOver = (days: Days, anchor: CivilDate, value: Decimal): Quotient => ({
  dividend: value,
  divisor: partsBetween(anchor, days.start, days.end),
});

/** The normalized annual contract value of a term with an end, unrounded (definitions, section 4). */
export const windowedAcv = (
  index: number,
  entry: Entry,
  term: FixedTerm,
  governed: GovernedValues,
  policy: ValuationPolicy,
): Quotient => {
  const { window, year } = windows(entry, term, policy);
  const { value, rate } = rates(index, entry, term, governed, policy);
  switch (policy.ramp) {
    case 'average_in_year':
      return averageOver(year, term.anchor, value(year, 'all'));
    case 'exit_run_rate':
      return undivided(rate(addDays(year.end, -1), policy.discounts));
    case 'term_average':
      return averageOver(window, term.anchor, value(window, 'all'));
  }
};

/** Recurring value over `W`, with every discount and before any: what a booking's discount is measured by. */
export const firstYearValues = (
  index: number,
  entry: Entry,
  term: FixedTerm,
  governed: GovernedValues,
  policy: ValuationPolicy,
): Readonly<{ net: Decimal; gross: Decimal }> => {
  const { year } = windows(entry, term, policy);
  const { value } = rates(index, entry, term, governed, policy);
  return { net: inYears(value(year, 'all')), gross: inYears(value(year, 'none')) };
};
