import { type CivilDate, parseCivilDate } from '@app/domain';
import { civilDateIn } from '@app/platform';

/** The civil date of this moment in a zone. */
export const today = (timezone: string): CivilDate => {
  const date = parseCivilDate(civilDateIn(timezone, new Date()));
  if (date === null) throw new Error(`no date in ${timezone}`);
  return date;
};
