import { type CivilDate, later } from '../calendar/civil-date.ts';
import { intersection, type Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { activeDays, isInGrace } from './active-days.ts';

const renewing = new WeakMap<TermsEvent, TermsEvent>();

/** The event with a term that auto-renews; the same object each time. */
const asRenewing = (event: TermsEvent): TermsEvent => {
  const renewed = renewing.get(event) ?? { ...event, term: { ...event.term, autoRenew: true } };
  renewing.set(event, renewed);
  return renewed;
};

/**
 * The event as it is valued on a day on which the contract is active: on days of grace as if its term auto-renewed
 * (definitions, section 2).
 */
export const asValuedOn = (event: TermsEvent, day: CivilDate): TermsEvent =>
  isInGrace(event.term, day) ? asRenewing(event) : event;

/** Days of an event, and the event as it is valued on them. */
export type ValuedDays = Readonly<{ event: TermsEvent; days: Span }>;

/** The active ones of these days: those of the term, then those of grace. */
export const valuedDays = (event: TermsEvent, days: Span, graceDays: number): readonly ValuedDays[] => {
  const active = intersection(days, activeDays(event.term, graceDays));
  if (active === null) return [];
  const { end, autoRenew } = event.term;
  if (autoRenew || end === null || graceDays === 0 || (active.end !== null && active.end <= end)) {
    return [{ event, days: active }];
  }
  const late: ValuedDays = { event: asRenewing(event), days: { start: later(active.start, end), end: active.end } };
  return end <= active.start ? [late] : [{ event, days: { start: active.start, end } }, late];
};
