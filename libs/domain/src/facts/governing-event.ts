import type { CivilDate } from '../calendar/civil-date.ts';
import type { ContractEvent } from './contract-event.ts';

/**
 * From `from` to the next entry's, `event` governs. An entry also carries what the days before it decide, so that a
 * timeline can be extended from its last entries.
 */
export type Entry = Readonly<{
  from: CivilDate;
  event: ContractEvent;
  /** The first day of the unbroken run of days with the same economic content (definitions, section 4). */
  economicSince: CivilDate;
  /** The latest change of currency, or null if there was none. Nothing is added up across it. */
  currencySince: CivilDate | null;
  /** The last currency stated; a cancellation states none. */
  currency: string | null;
}>;

/** Entries in ascending order of `from`: which event governs on which days (definitions, section 1). */
export type Timeline = readonly Entry[];

/** Anything that takes effect on a day. */
type Dated = Readonly<{ from: CivilDate }>;

/** The number of entries that take effect before `day`: a binary search, because a timeline may have many thousands. */
export const countBefore = (timeline: readonly Dated[], day: CivilDate): number => {
  let [low, high] = [0, timeline.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timeline[middle]?.from ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The entry whose event governs on `day`, or null before the first entry (definitions, section 1). */
export const governing = <E extends Dated>(timeline: readonly E[], day: CivilDate): E | null => {
  const before = countBefore(timeline, day);
  const entry = timeline[before];
  return (entry?.from === day ? entry : timeline[before - 1]) ?? null;
};
