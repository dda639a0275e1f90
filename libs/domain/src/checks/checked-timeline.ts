import type { CivilDate } from '../calendar/civil-date.ts';
import { effectiveDay } from '../facts/effective-day.ts';
import { countBefore } from '../facts/governing-event.ts';
import { inRecordOrder } from '../facts/record-order.ts';
import type { CheckedEvent } from './checked-event.ts';

export type CheckedEntry = Readonly<{ from: CivilDate; event: CheckedEvent }>;

/** A change that a later record replaced, although that one takes effect on an earlier day. */
export type Replacement = Readonly<{ change: CheckedEntry; by: CheckedEntry }>;

export type CheckedTimeline = Readonly<{ timeline: readonly CheckedEntry[]; replacements: readonly Replacement[] }>;

/** Reads the events one after the other as the fold does (definitions, section 1), and notes what later ones replace. */
export const checkedTimeline = (events: readonly CheckedEvent[], graceDays: number): CheckedTimeline => {
  const timeline: CheckedEntry[] = [];
  const replacements: Replacement[] = [];
  for (const event of inRecordOrder(events)) {
    const by = { from: effectiveDay(timeline, event, graceDays), event };
    for (const change of timeline.splice(countBefore(timeline, by.from))) {
      if (change.from > by.from) replacements.push({ change, by });
    }
    timeline.push(by);
  }
  return { timeline, replacements };
};
