import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { wholeMonthsBetween } from '../calendar/months-between.ts';

/**
 * The months of `[start, end)` if it is one day short of whole ones, counted from `anchor`, so that `end` may be meant
 * as the last day; null otherwise.
 */
export const wholeMonthsShort = (start: CivilDate, end: CivilDate, anchor: CivilDate = start): number | null => {
  const before = wholeMonthsBetween(anchor, start);
  const upTo = wholeMonthsBetween(anchor, addDays(end, 1));
  const months = before === null || upTo === null ? 0 : upTo - before;
  return months > 0 ? months : null;
};
