import { type CivilDate, later } from '../calendar/civil-date.ts';
import { intersection, type Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { activeDays, isInGrace } from './term.ts';

const renewing = new WeakMap<TermsEvent, TermsEvent>();

/** The event with a term that auto-renews; the same one each time. */
const asRenewing = (event: TermsEvent): TermsEvent => {
  const known = renewing.get(event) ?? { ...event, term: { ...event.term, autoRenew: true } };
  renewing.set(event, known);
  return known;
};

/** The event as it is valued on a day on which the contract is active: in the days of grace its term auto-renews. */
export const asReadOn = (event: TermsEvent, day: CivilDate): TermsEvent =>
  isInGrace(event.term, day) ? asRenewing(event) : event;

/** Days of an event, and the event as it is valued on them. */
export type Reading = Readonly<{ event: TermsEvent; days: Span }>;

/** The active ones of these days: those of the term, and those of grace behind it. */
export const readings = (event: TermsEvent, days: Span, graceDays: number): readonly Reading[] => {
  const active = intersection(days, activeDays(event.term, graceDays));
  if (active === null) return [];
  const { end, autoRenew } = event.term;
  if (autoRenew || end === null || graceDays === 0 || (active.end !== null && active.end <= end)) {
    return [{ event, days: active }];
  }
  const late: Reading = { event: asRenewing(event), days: { start: later(active.start, end), end: active.end } };
  return end <= active.start ? [late] : [{ event, days: { start: active.start, end } }, late];
};
