import { addDays, addMonths, type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { monthsCompleted, PARTS_OF_A_MONTH, partsBetween, wholeMonthsBetween } from '../calendar/months-between.ts';
import type { Span } from '../calendar/span.ts';
import { Decimal } from '../money/decimal.ts';

/** `end: null` is evergreen. `anchor`, on or before `start` (by default it), is the day that whole months are counted from. */
export type Term = Readonly<{ start: CivilDate; end: CivilDate | null; autoRenew: boolean; anchor: CivilDate }>;

/** A term in force with the day that its months are counted from. */
export type TermInForce = Span & Readonly<{ anchor: CivilDate; isFirst: boolean }>;

/** The days on which a contract under this term is active, with the days of grace behind one that does not renew. */
export const activeDays = ({ start, end, autoRenew }: Term, graceDays: number): Span => {
  if (autoRenew || end === null) return { start, end: null };
  return { start, end: graceDays === 0 ? end : addDays(end, graceDays) };
};

/** Whether a day on which the contract is active lies behind the end of a term that does not renew. */
export const isInGrace = ({ end, autoRenew }: Term, day: CivilDate): boolean =>
  !autoRenew && end !== null && end <= day;

/** An auto-renewing term shorter than twelve months is a run rate, not a commitment. */
export const renewsWithinAYear = ({ start, end, autoRenew }: Term): boolean =>
  end !== null && autoRenew && end < addMonths(start, 12);

/** A term's length in whole months of its anchor, and how many of them lie before its start. */
type WholeMonths = Readonly<{ before: number; length: number }>;

const wholeMonths = ({ start, end, anchor }: Term): WholeMonths | null => {
  if (end === null) return null;
  const before = anchor === start ? 0 : wholeMonthsBetween(anchor, start);
  const upToEnd = wholeMonthsBetween(anchor, end);
  return before === null || upToEnd === null ? null : { before, length: upToEnd - before };
};

/** The length of a term in whole months of its anchor, or null where it is not whole: then it renews by its days. */
export const wholeMonthsOf = (term: Term): number | null => wholeMonths(term)?.length ?? null;

/** The months of the stated term in parts of a month: whole ones of its anchor, else counted from the start; null for evergreen. */
export const partsOfTerm = (term: Term): number | null => {
  const { start, end } = term;
  if (end === null) return null;
  const months = wholeMonthsOf(term);
  return months === null ? partsBetween(start, start, end) : months * PARTS_OF_A_MONTH;
};

export const monthsOfTerm = (term: Term): Decimal | null => {
  const parts = partsOfTerm(term);
  return parts === null ? null : new Decimal(parts).div(PARTS_OF_A_MONTH);
};

/** The term in force on a day on which the contract is active; its k-th renewal after the stated end. */
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
