import { addMonths, type CivilDate, dayOfMonth, daysInMonth, monthOf, yearOf } from './civil-date.ts';

/** The least common multiple of 28, 29, 30 and 31, so every fraction of a month is a whole number of these parts. */
export const PARTS_OF_A_MONTH = 377_580;

/** The number of whole months from `a` to `b`, or null if `a` + n months is never exactly `b`. */
export const wholeMonthsBetween = (a: CivilDate, b: CivilDate): number | null => {
  const months = (yearOf(b) - yearOf(a)) * 12 + monthOf(b) - monthOf(a);
  return addMonths(a, months) === b ? months : null;
};

/** The largest n with `anchor` + n months on or before `date`. */
export const monthsCompleted = (anchor: CivilDate, date: CivilDate): number => {
  const months = (yearOf(date) - yearOf(anchor)) * 12 + monthOf(date) - monthOf(anchor);
  return addMonths(anchor, months) <= date ? months : months - 1;
};

/** The number of days in the month that is `months` after January of `year`. */
const lengthOf = (year: number, months: number): number => {
  const years = Math.floor(months / 12);
  return daysInMonth(year + years, months - years * 12 + 1);
};

/**
 * The position of `date` in parts of a month from `anchor` (definitions, section 2). It is a whole number below 2^53
 * for every date that an event may state, so sums of positions are exact.
 */
export const position = (anchor: CivilDate, date: CivilDate): number => {
  const [year, month, day, anchored] = [yearOf(anchor), monthOf(date) - 1, dayOfMonth(date), dayOfMonth(anchor)];
  // For the month that holds the date: its number from the anchor's year on, its length, and the day on which a month
  // of the anchor turns.
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

/** The months from `x` to `y`, anchored at `anchor`, in parts of a month (definitions, section 2). Additive. */
export const partsBetween = (anchor: CivilDate, x: CivilDate, y: CivilDate): number =>
  position(anchor, y) - position(anchor, x);
