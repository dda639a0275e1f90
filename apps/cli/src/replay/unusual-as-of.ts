import { type CivilDate, daysBetween } from '@app/domain';

/** A day further ahead than a year with its leap day is rather a mistake than a forecast. */
const DAYS_AHEAD_MAX = 366;

/** A warning about a day far after today; null if there is nothing to question. */
export const unusualAsOf = (asOf: CivilDate, today: CivilDate): string | null => {
  const ahead = daysBetween(today, asOf);
  return ahead > DAYS_AHEAD_MAX
    ? `--as-of: ${asOf} is ${ahead.toLocaleString('en-US')} days after today; later replays of this store cannot go back before it`
    : null;
};
