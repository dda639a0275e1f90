import type { CivilDate } from '@app/domain';
import { Findings } from '../frame/findings.ts';
import { laterDay } from '../frame/days.ts';
import type { Payload } from '../frame/payload.ts';
import { segmentsOf } from './segments.ts';
import { fieldOf } from './spelling.ts';
import { resumptionsIn } from './suspensions.ts';
import { statedDay } from './values.ts';

/** The days on which charges begin and end. A one-off charge has no days to end. */
const turnsIn = (subscription: Payload): readonly (CivilDate | null)[] =>
  // A record that ends a subscription is taken whatever its charges say, so their faults are none of the day.
  segmentsOf(subscription, new Findings()).flatMap(({ type, start, end }) => [start, type === 'onetime' ? null : end]);

/**
 * The day on which a version above the first takes effect: the latest day of its term and its charges that is not after
 * its recording, because Zuora does not say the day itself. Every version lists all segments, so an earlier day would
 * change nothing but the term, and wipe out the suspensions of earlier versions: so a resumption counts, too. One that was
 * recorded before its term begins is a renewal, which is in force from then on.
 */
export const effectiveDay = (
  subscription: Payload,
  { firstDay, recordedDay }: Readonly<{ firstDay: CivilDate; recordedDay: CivilDate | null }>,
): CivilDate => {
  if (recordedDay === null) return firstDay;
  const stated = subscription.with(new Findings());
  const term = statedDay(fieldOf(stated, 'termStartDate'));
  if (term !== null && term > recordedDay) return laterDay(term, firstDay);
  return [term, ...turnsIn(subscription), ...resumptionsIn(stated)]
    .filter((day) => day !== null && day <= recordedDay)
    .reduce<CivilDate>((latest, day) => (day === null ? latest : laterDay(latest, day)), firstDay);
};
