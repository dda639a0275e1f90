import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { covers } from '../calendar/span.ts';
import { activeDays } from '../terms/active-days.ts';
import type { CancelledEvent, TermsEvent } from './contract-event.ts';
import { governing } from './governing-event.ts';

/** The fields of an event that decide its effective day, and those of later ones. */
export type TimedEvent =
  Pick<TermsEvent, 'kind' | 'effectiveDate' | 'term'> | Pick<CancelledEvent, 'kind' | 'effectiveDate'>;

const isActive = (event: TimedEvent, day: CivilDate, graceDays: number): boolean =>
  event.kind !== 'cancelled' && covers(activeDays(event.term, graceDays), day);

/**
 * The day on which an event takes effect, given the timeline of the events before it in record order (definitions,
 * section 1). An early renewal waits for its term: the running term goes on until then, days of grace included.
 */
export const effectiveDay = (
  timeline: readonly Readonly<{ from: CivilDate; event: TimedEvent }>[],
  event: TimedEvent,
  graceDays: number,
): CivilDate => {
  if (event.kind !== 'amended' || event.term.start <= event.effectiveDate) return event.effectiveDate;
  const dayBefore = addDays(event.effectiveDate, -1);
  const before = governing(timeline, dayBefore);
  return before !== null && isActive(before.event, dayBefore, graceDays) ? event.term.start : event.effectiveDate;
};
