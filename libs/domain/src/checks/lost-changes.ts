import { type CivilDate, dateOfDayNumber } from '../calendar/civil-date.ts';
import { covers } from '../calendar/span.ts';
import { governing } from '../facts/governing-event.ts';
import { activeDays } from '../terms/active-days.ts';
import type { CheckedContract, CheckedEvent } from './checked-event.ts';
import type { CheckedTimeline, Replacement } from './checked-timeline.ts';
import type { Example } from './finding.ts';

const SECONDS_A_DAY = 86_400;

const KIND_TEXT = { created: 'creation', amended: 'amendment', cancelled: 'cancellation' } as const;

const recordedOn = ({ recordedAt }: CheckedEvent): CivilDate =>
  dateOfDayNumber(Math.floor(recordedAt.seconds / SECONDS_A_DAY));

/** Whether the contract ends up on `day` as the change wanted it, by whatever event. */
const isAsChanged = (change: CheckedEvent, now: CheckedEvent | undefined, day: CivilDate): boolean => {
  const terms = now === undefined || now.kind === 'cancelled' || !covers(activeDays(now.term, 0), day) ? null : now;
  // Without terms the contract has ended: that is all that a cancellation wants, and leaves an amendment nothing to do.
  if (terms === null) return true;
  return change.kind !== 'cancelled' && change.linesDigest === terms.linesDigest;
};

const isLost = ({ change }: Replacement, timeline: CheckedTimeline['timeline']): boolean => {
  const now = governing(timeline, change.from);
  // An event that takes effect on the same day is the change sent again, or a newer decision about that day.
  if (now?.from === change.from) return false;
  return recordedOn(change.event) < change.from && !isAsChanged(change.event, now?.event, change.from);
};

/**
 * Changes that were recorded ahead of their day, and that an event recorded later replaced, although it takes effect
 * earlier and does not repeat them (definitions, section 1).
 */
export const lostChanges = (
  { contractId }: CheckedContract,
  { timeline, replacements }: CheckedTimeline,
): readonly Example[] =>
  replacements
    .filter((replacement) => isLost(replacement, timeline))
    .map(({ change, by }) => ({
      text: `${contractId}: the ${KIND_TEXT[change.event.kind]} ${change.event.id} for ${change.from} was replaced by ${by.event.id} from ${by.from}`,
      events: [change.event, by.event],
    }));
