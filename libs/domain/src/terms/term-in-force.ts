import { addDays, addMonths, type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { monthsCompleted } from '../calendar/months-between.ts';
import type { Span } from '../calendar/span.ts';
import { type Term, wholeMonths } from './term.ts';

/** A term in force with the day that its months are counted from. */
export type TermInForce = Span & Readonly<{ anchor: CivilDate; isFirst: boolean }>;

/**
 * The term in force on a day on which the contract is active: the stated term, or after its end the renewal that holds
 * the day (definitions, section 2). A term of whole months renews by months of its anchor, any other one by days.
 */
export const termInForce = (term: Term, day: CivilDate): TermInForce => {
  const { start, end, anchor } = term;
  if (end === null || (day < end && anchor === start)) return { start, end, anchor: start, isFirst: true };
  const months = wholeMonths(term);
  if (day < end) return { start, end, anchor: months === null ? start : anchor, isFirst: true };
  if (months !== null) {
    const { before, length } = months;
    const first = before + Math.floor((monthsCompleted(anchor, day) - before) / length) * length;
    return { start: addMonths(anchor, first), end: addMonths(anchor, first + length), anchor, isFirst: false };
  }
  const days = daysBetween(start, end);
  const renewal = addDays(start, Math.floor(daysBetween(start, day) / days) * days);
  return { start: renewal, end: addDays(renewal, days), anchor: renewal, isFirst: false };
};
