import { addMonths, type CivilDate } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH, partsBetween, wholeMonthsBetween } from '../calendar/months-between.ts';
import { Decimal } from '../money/decimal.ts';

/**
 * The stated term of a contract (definitions, section 2). A term with `end: null` is evergreen. Whole months are
 * counted from `anchor`, a day on or before `start` and by default `start` itself.
 */
export type Term = Readonly<{ start: CivilDate; end: CivilDate | null; autoRenew: boolean; anchor: CivilDate }>;

/** Whether the term auto-renews and is shorter than twelve months: such a term is a run rate, not a commitment. */
export const renewsWithinAYear = ({ start, end, autoRenew }: Term): boolean =>
  end !== null && autoRenew && end < addMonths(start, 12);

/** A term's length in whole months of its anchor, and the number of them before its start. */
export type WholeMonths = Readonly<{ before: number; length: number }>;

/** Null if the term is not whole months of its anchor, or evergreen. */
export const wholeMonths = ({ start, end, anchor }: Term): WholeMonths | null => {
  if (end === null) return null;
  const before = anchor === start ? 0 : wholeMonthsBetween(anchor, start);
  const upToEnd = wholeMonthsBetween(anchor, end);
  return before === null || upToEnd === null ? null : { before, length: upToEnd - before };
};

/** The length of a term in whole months of its anchor; null if it is not whole months, so that it renews by days. */
export const wholeMonthsOf = (term: Term): number | null => wholeMonths(term)?.length ?? null;

/** The length of the stated term in parts of a month, counted from its start if it is not whole; null if evergreen. */
export const partsOfTerm = (term: Term): number | null => {
  const { start, end } = term;
  if (end === null) return null;
  const months = wholeMonthsOf(term);
  return months === null ? partsBetween(start, start, end) : months * PARTS_OF_A_MONTH;
};

/** The length of the stated term in months, with the fraction of a month; null if evergreen. */
export const monthsOfTerm = (term: Term): Decimal | null => {
  const parts = partsOfTerm(term);
  return parts === null ? null : new Decimal(parts).div(PARTS_OF_A_MONTH);
};
