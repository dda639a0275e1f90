import { addMonths, type CivilDate, dayOfMonth, daysInMonth, monthOf, yearOf } from './civil-date.ts';

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

/** Days in the month that is `months` behind the first of a year. */
const lengthOf = (year: number, months: number): number => {
  const years = Math.floor(months / 12);
  return daysInMonth(year + years, months - years * 12 + 1);
};

/**
 * Where `date` stands, in parts of a month from `anchor` (definitions, section 2: `pos`).
 * A whole number below 2^53 for all dates that the wire admits, so sums of it are exact.
 */
export const position = (anchor: CivilDate, date: CivilDate): number => {
  const [year, month, day, anchored] = [yearOf(anchor), monthOf(date) - 1, dayOfMonth(date), dayOfMonth(anchor)];
  // Of the month that holds the date: its number from the anchor's year on, its days, and the day on which a month ends.
  const at = (yearOf(date) - year) * 12 + month;
  const length = lengthOf(year, at);
  const turn = Math.min(anchored, length);
  const months = at - monthOf(anchor) + 1;
  if (day === turn) return months * PARTS_OF_A_MONTH;
  if (day > turn) {
    const next = Math.min(anchored, lengthOf(year, at + 1));
    return months * PARTS_OF_A_MONTH + ((day - turn) * PARTS_OF_A_MONTH) / (length - turn + next);
  }
  const before = lengthOf(year, at - 1);
  const left = before - Math.min(anchored, before);
  return (months - 1) * PARTS_OF_A_MONTH + ((left + day) * PARTS_OF_A_MONTH) / (left + turn);
};

/** Months from `x` to `y`, anchored at `anchor`, in parts of a month. Additive. */
export const partsBetween = (anchor: CivilDate, x: CivilDate, y: CivilDate): number =>
  position(anchor, y) - position(anchor, x);
