import { addDays, type CivilDate, later } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Entry, Timeline } from '../facts/timeline.ts';
import type { Decimal } from '../money/decimal.ts';
import { divided } from '../money/quotient.ts';
import type { AmendmentBasis, Ramp } from '../policy/policy.ts';
import { renewsWithinAYear } from '../terms/term.ts';
import {
  type Days,
  type FixedTerm,
  type ValuationPolicy,
  windowedAcv,
  windows,
  type Windows,
} from '../valuation/acv.ts';
import { type GovernedDays, governedDays, governedValues } from '../valuation/governed-value.ts';
import { type ExplainedValue, explainedValue } from './explained-value.ts';

type Windowed = Windows &
  Readonly<{
    basis: AmendmentBasis;
    ramp: Ramp;
    /** The latest economic change, not before the term in force. */
    economicChange: CivilDate;
    /** Nothing is added up over it; null where the currency never changed. */
    currencyChange: CivilDate | null;
    acv: Decimal;
  }>;

/** By which rule the ACV comes about (definitions, section 4). */
export type ExplainedAcv =
  | Readonly<{ rule: 'evergreen' | 'short_renewal'; acv: Decimal }>
  | (Windowed & Readonly<{ rule: 'average'; over: ExplainedValue }>)
  | (Windowed & Readonly<{ rule: 'exit_rate'; on: CivilDate; governedBy: string }>);

/** The timeline at the entry that governs. */
export type Standpoint = Readonly<{
  timeline: Timeline;
  index: number;
  entry: Entry & Readonly<{ event: TermsEvent }>;
}>;

/** By the basis of amendments: the governing event's own rates, or those that governed each day. */
const ratesOver = (
  { timeline, index, entry }: Standpoint,
  days: Days,
  basis: AmendmentBasis,
): readonly GovernedDays[] => {
  switch (basis) {
    case 'remaining_term':
      return [{ entry, ...days }];
    case 'whole_term':
      return governedDays(timeline, index, days);
  }
};

const windowed = (at: Standpoint, term: FixedTerm, policy: ValuationPolicy): ExplainedAcv => {
  const { window, year } = windows(at.entry, term, policy);
  const common = {
    basis: policy.amendmentBasis,
    ramp: policy.ramp,
    economicChange: later(at.entry.economicSince, term.start),
    currencyChange: at.entry.currencySince,
    window,
    year,
    acv: divided(windowedAcv(at.index, at.entry, term, governedValues(at.timeline), policy)),
  };
  const over = (days: Days): ExplainedValue =>
    explainedValue(days, ratesOver(at, days, policy.amendmentBasis), term.anchor);
  switch (policy.ramp) {
    case 'average_in_year':
      return { rule: 'average', ...common, over: over(year) };
    case 'term_average':
      return { rule: 'average', ...common, over: over(window) };
    case 'exit_run_rate': {
      const on = addDays(year.end, -1);
      const [last] = ratesOver(at, { start: on, end: year.end }, policy.amendmentBasis);
      return { rule: 'exit_rate', ...common, on, governedBy: (last?.entry ?? at.entry).event.id };
    }
  }
};

/** `term` is null where the contract is evergreen. */
export const explainedAcv = (
  at: Standpoint,
  term: FixedTerm | null,
  arr: Decimal,
  policy: ValuationPolicy,
): ExplainedAcv => {
  if (term === null) return { rule: 'evergreen', acv: arr };
  return renewsWithinAYear(at.entry.event.term) ? { rule: 'short_renewal', acv: arr } : windowed(at, term, policy);
};
