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

/** The entry whose event governs on `day`, or null before the first entry (definitions, section 1). */
export const governing = <E extends Readonly<{ from: CivilDate }>>(timeline: readonly E[], day: CivilDate): E | null =>
  timeline.findLast((entry) => entry.from <= day) ?? null;
