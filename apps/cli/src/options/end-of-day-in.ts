import { type CivilDate, dayIn } from '@app/domain';

const HOUR = 3_600_000;

/** The farthest that a zone was ever from UTC, and an hour to spare. */
const FARTHEST = 17 * HOUR;

/** The last millisecond of a day in the zone. Throws `RangeError` for an unknown zone. */
export const endOfDayIn = (timezone: string, day: CivilDate): Date => {
  const inUtc = Date.parse(`${day}T00:00:00Z`) + 24 * HOUR;
  let [within, after] = [inUtc - FARTHEST, inUtc + FARTHEST];
  while (after - within > 1) {
    const middle = Math.floor((within + after) / 2);
    if (dayIn(timezone, { seconds: Math.floor(middle / 1000) }) <= day) within = middle;
    else after = middle;
  }
  return new Date(within);
};
