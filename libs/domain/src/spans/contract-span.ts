import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Measures } from '../valuation/measures.ts';
import type { LineRate } from '../valuation/line-rates.ts';

/**
 * `[from, to)`: days on which one event governs and every measure of the contract is the same. Every active day has a
 * span, even if `arr` is 0, because an active successor hides the contract that it renews. If `to` is null, the span
 * goes on.
 */
export type ContractSpan = Readonly<{
  from: CivilDate;
  to: CivilDate | null;
  /** The governing event, which states customer, currency, attributes and `renews`. */
  event: TermsEvent;
  measures: Measures;
  lines: readonly LineRate[];
}>;
