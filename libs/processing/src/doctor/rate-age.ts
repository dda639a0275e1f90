import { type CivilDate, daysBetween } from '@app/domain';

/** Weekends and holidays are no gap. */
const DAYS_AT_LEAST = 7;
/** How old a single rate may be: nothing says how often others come. */
const DAYS_OF_ONE = 35;

/**
 * Whether the last rate of a currency is old on a day: older than a week, and than twice the longest gap between the
 * given rates, so daily and monthly rates are judged alike. `dates` are those of its last rates, the latest first; those
 * after the day count for nothing.
 */
export const isRateOld = (dates: readonly CivilDate[], day: CivilDate): boolean => {
  const known = dates.filter((date) => date <= day);
  const [last, ...earlier] = known;
  if (last === undefined) return false;
  const gaps = earlier.map((date, i) => daysBetween(date, known[i] ?? last));
  const usual = gaps.length === 0 ? DAYS_OF_ONE : Math.max(DAYS_AT_LEAST, 2 * Math.max(...gaps));
  return daysBetween(last, day) > usual;
};
