import { addDays, addMonths, type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { monthsCompleted, wholeMonthsBetween } from '../calendar/months-between.ts';
import type { Span } from '../calendar/span.ts';

/** `end: null` is evergreen. `anchor`, on or before `start` (by default it), is the day that whole months are counted from. */
export type Term = Readonly<{ start: CivilDate; end: CivilDate | null; autoRenew: boolean; anchor: CivilDate }>;

/** A term in force with the day that its months are counted from. */
export type TermInForce = Span & Readonly<{ anchor: CivilDate; isFirst: boolean }>;

/** The days on which a contract under this term is active (definitions, section 2). */
export const activeDays = ({ start, end, autoRenew }: Term): Span => ({ start, end: autoRenew ? null : end });

/** An auto-renewing term shorter than twelve months is a run rate, not a commitment. */
export const renewsWithinAYear = ({ start, end, autoRenew }: Term): boolean =>
  end !== null && autoRenew && end < addMonths(start, 12);

/** The term in force on a day on which the contract is active; its k-th renewal after the stated end. */
export const termInForce = ({ start, end }: Term, day: CivilDate): TermInForce => {
  if (end === null || day < end) return { start, end, anchor: start, isFirst: true };
  const months = wholeMonthsBetween(start, end);
  if (months !== null) {
    const k = Math.floor(monthsCompleted(start, day) / months);
    return {
      start: addMonths(start, k * months),
      end: addMonths(start, (k + 1) * months),
      anchor: start,
      isFirst: false,
    };
  }
  const days = daysBetween(start, end);
  const renewal = addDays(start, Math.floor(daysBetween(start, day) / days) * days);
  return { start: renewal, end: addDays(renewal, days), anchor: renewal, isFirst: false };
};
