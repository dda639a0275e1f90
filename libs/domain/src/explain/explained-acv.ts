import { addDays, type CivilDate, later } from '../calendar/civil-date.ts';
import type { Timeline } from '../facts/governing-event.ts';
import type { Decimal } from '../money/decimal.ts';
import { divided } from '../money/quotient.ts';
import type { AmendmentBasis, Ramp } from '../policy/policy.ts';
import { renewsWithinAYear } from '../terms/term.ts';
import { windowedAcv } from '../valuation/acv.ts';
import { type InFixedTerm, windows, type Windows } from '../valuation/amendment-basis.ts';
import { type GovernedDays, governedDays, type Standpoint } from '../valuation/rates-as-governed.ts';
import { isFixed } from '../valuation/measures.ts';
import type { Days } from '../valuation/pieces.ts';
import type { Valuation } from '../valuation/valuation.ts';
import { type ExplainedValue, explainedValue } from './explained-value.ts';

type Windowed = Windows &
  Readonly<{
    basis: AmendmentBasis;
    ramp: Ramp;
    /** The latest economic change, or the start of the term in force if that is later. */
    economicChange: CivilDate;
    /** The latest change of currency, across which nothing is added up; null if there was none. */
    currencyChange: CivilDate | null;
    acv: Decimal;
  }>;

/** The ACV with the rule that decides it (definitions, section 4). */
export type ExplainedAcv =
  | Readonly<{ rule: 'evergreen' | 'short_renewal'; acv: Decimal }>
  | (Windowed & Readonly<{ rule: 'average'; over: ExplainedValue }>)
  | (Windowed & Readonly<{ rule: 'exit_rate'; on: CivilDate; governedBy: string }>);

/** A standpoint in the timeline of a contract. */
export type At<S extends Standpoint = Standpoint> = Readonly<{ timeline: Timeline; at: S; valuation: Valuation }>;

/** The governing event's own rates or those that governed each day, by the basis of amendments. */
const ratesOver = ({ timeline, at }: At, days: Days, basis: AmendmentBasis): readonly GovernedDays[] => {
  switch (basis) {
    case 'remaining_term':
      return [{ event: at.event, ...days }];
    case 'whole_term':
      return governedDays(timeline, at, days);
  }
};

const windowed = (from: At<InFixedTerm>): ExplainedAcv => {
  const { at, valuation } = from;
  const { policy, governed } = valuation;
  const { window, year } = windows(at, policy);
  const common = {
    basis: policy.amendmentBasis,
    ramp: policy.ramp,
    economicChange: later(at.entry.economicSince, at.term.start),
    currencyChange: at.entry.currencySince,
    window,
    year,
    acv: divided(windowedAcv(at, valuation)),
  };
  const by = { anchor: at.term.anchor, basis: 'all', own: governed.own } as const;
  const over = (days: Days): ExplainedValue => explainedValue(days, ratesOver(from, days, policy.amendmentBasis), by);
  switch (policy.ramp) {
    case 'average_in_year':
      return { rule: 'average', ...common, over: over(year) };
    case 'term_average':
      return { rule: 'average', ...common, over: over(window) };
    case 'exit_run_rate': {
      const on = addDays(year.end, -1);
      const [last] = ratesOver(from, { start: on, end: year.end }, policy.amendmentBasis);
      return { rule: 'exit_rate', ...common, on, governedBy: (last ?? at).event.id };
    }
  }
};

export const explainedAcv = ({ timeline, at, valuation }: At, arr: Decimal): ExplainedAcv => {
  if (!isFixed(at)) return { rule: 'evergreen', acv: arr };
  return renewsWithinAYear(at.event.term) ? { rule: 'short_renewal', acv: arr } : windowed({ timeline, at, valuation });
};
