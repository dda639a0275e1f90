import { addMonths, type CivilDate, daysBetween, monthOf, yearOf } from './civil-date.ts';

/** Least common multiple of 28, 29, 30 and 31: every fraction of a month is a whole number of these parts. */
export const PARTS_OF_A_MONTH = 377_580;

/** Whole months from `a` to `b` where `a` + n months is just `b`, else null. */
export const wholeMonthsBetween = (a: CivilDate, b: CivilDate): number | null => {
  const months = (yearOf(b) - yearOf(a)) * 12 + monthOf(b) - monthOf(a);
  return addMonths(a, months) === b ? months : null;
};

/** The largest n with `anchor` + n months on or before `date`. */
export const monthsCompleted = (anchor: CivilDate, date: CivilDate): number => {
  const months = (yearOf(date) - yearOf(anchor)) * 12 + monthOf(date) - monthOf(anchor);
  return addMonths(anchor, months) <= date ? months : months - 1;
};

/**
 * Where `date` stands, in parts of a month from `anchor` (definitions, section 2: `pos`).
 * A whole number below 2^53 for all dates that the wire admits, so sums of it are exact.
 */
export const position = (anchor: CivilDate, date: CivilDate): number => {
  const months = monthsCompleted(anchor, date);
  const start = addMonths(anchor, months);
  if (start === date) return months * PARTS_OF_A_MONTH;
  const length = daysBetween(start, addMonths(anchor, months + 1));
  return months * PARTS_OF_A_MONTH + (daysBetween(start, date) * PARTS_OF_A_MONTH) / length;
};

/** Months from `x` to `y`, anchored at `anchor`, in parts of a month. Additive. */
export const partsBetween = (anchor: CivilDate, x: CivilDate, y: CivilDate): number =>
  position(anchor, y) - position(anchor, x);
