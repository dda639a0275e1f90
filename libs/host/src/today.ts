import { type CivilDate, parseCivilDate } from '@app/domain';
import { civilDateIn, type Clock } from '@app/platform';

/** The civil date of this moment in a time zone. */
export const todayIn = (timezone: string, clock: Clock): CivilDate => {
  const today = parseCivilDate(civilDateIn(timezone, clock.now()));
  if (today === null) throw new Error(`there is no date in ${timezone}`);
  return today;
};
