import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Measures } from '../valuation/measures.ts';
import type { LineRate } from '../valuation/line-rates.ts';

/**
 * `[from, to)`: days on which one event governs and every measure of the contract is the same. Every active day
 * has a span, also where `arr` is 0, because an active successor hides what it renews. A `to` of null: it goes on.
 */
export type ContractSpan = Readonly<{
  from: CivilDate;
  to: CivilDate | null;
  /** The governing event: customer, currency, attributes and `renews` are its. */
  event: TermsEvent;
  measures: Measures;
  lines: readonly LineRate[];
}>;
