import { addMonths, type CivilDate, earlier, later } from '../calendar/civil-date.ts';
import { monthsCompleted } from '../calendar/months-between.ts';
import type { TermInForce } from '../terms/term-in-force.ts';
import type { Days } from './pieces.ts';
import type { Standpoint } from './rates-as-governed.ts';
import type { ValuationPolicy } from './valuation.ts';

/** A term in force that ends. No other term has an ACV by windows. */
export type FixedTerm = Omit<TermInForce, 'end'> & Readonly<{ end: CivilDate }>;

/** A standpoint in a term that ends. */
export type InFixedTerm = Standpoint & Readonly<{ term: FixedTerm }>;

/** The window of an ACV and its first year, `W` (definitions, section 4). */
export type Windows = Readonly<{ window: Days; year: Days }>;

/** The contract year that holds `day`: twelve months from the start of the term, counted from the anchor. */
const contractYear = ({ start, end, anchor }: FixedTerm, day: CivilDate): Days => {
  const toStart = monthsCompleted(anchor, start);
  const years = Math.floor((monthsCompleted(anchor, day) - toStart) / 12);
  const yearStart = addMonths(anchor, toStart + years * 12);
  return { start: later(start, yearStart), end: earlier(end, addMonths(anchor, toStart + (years + 1) * 12)) };
};

const notBefore = (days: Days, first: CivilDate | null): Days =>
  first === null ? days : { start: later(days.start, first), end: days.end };

/**
 * The window from the latest economic change in the term in force, or over all of the term, by the policy's
 * `amendment_basis` (definitions, section 4). It begins no earlier than the latest change of currency.
 */
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
        window: notBefore({ start: term.start, end: term.end }, entry.currencySince),
        year: notBefore(contractYear(term, change), entry.currencySince),
      };
  }
};
