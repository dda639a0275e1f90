import { addDays, addMonths, type CivilDate, earlier, later } from '../calendar/civil-date.ts';
import { monthsCompleted, partsBetween } from '../calendar/months-between.ts';
import type { Decimal } from '../money/decimal.ts';
import { type Quotient, undivided } from '../money/quotient.ts';
import type { TermInForce } from '../terms/term.ts';
import type { Standpoint } from './rates-as-governed.ts';
import type { RateBasis } from '../lines/lines-on-day.ts';
import { type Days, inYears, type ValueBy } from './recurring-value.ts';
import type { Valuation, ValuationPolicy } from './valuation.ts';

/** A term in force that ends: `acv` by windows is defined for no other. */
export type FixedTerm = Omit<TermInForce, 'end'> & Readonly<{ end: CivilDate }>;

/** A standpoint in a term that ends. */
export type InFixedTerm = Standpoint & Readonly<{ term: FixedTerm }>;

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
export const windows = ({ entry, term }: Pick<InFixedTerm, 'entry' | 'term'>, policy: ValuationPolicy): Windows => {
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

/** The windows are filled with the event's own rates, or with the rates as they governed. */
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

/** The normalized annual contract value of a term with an end, unrounded (definitions, section 4). */
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

/** Recurring value over `W`, with every discount and before any: a booking's discount is measured by these. */
export const firstYearValues = (at: InFixedTerm, valuation: Valuation): Readonly<{ net: Decimal; gross: Decimal }> => {
  const { year } = windows(at, valuation.policy);
  const { value } = rates(at, valuation);
  return { net: inYears(value(year, 'all')), gross: inYears(value(year, 'none')) };
};
