import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { covers } from '../calendar/span.ts';
import { activeDays } from '../terms/term.ts';
import type { ContractEvent } from './contract-event.ts';
import { hasSameEconomics } from './economic-change.ts';

/**
 * From `from` to the next entry's, `event` governs. What the days before decide is carried along, so that a timeline can
 * be extended from its tail.
 */
export type Entry = Readonly<{
  from: CivilDate;
  event: ContractEvent;
  /** The first day of the unbroken run of days with the same economic content. */
  economicSince: CivilDate;
  /** The latest change of currency, or null where there was none. Nothing is added up over it. */
  currencySince: CivilDate | null;
  /** The last currency stated; a cancellation states none. */
  currency: string | null;
}>;

/** Entries in ascending order of `from`: which event governs on which days (definitions, section 1). */
export type Timeline = readonly Entry[];

const isActive = (event: ContractEvent, day: CivilDate, graceDays: number): boolean =>
  event.kind !== 'cancelled' && covers(activeDays(event.term, graceDays), day);

/** The entry that governs on `day`, or null before the first. */
export const governing = (timeline: Timeline, day: CivilDate): Entry | null =>
  timeline.findLast((entry) => entry.from <= day) ?? null;

/**
 * An early renewal, signed in November for January, takes effect with its term: what runs goes on until then, also what
 * runs in the days of grace behind its term.
 */
export const effectiveDay = (timeline: Timeline, event: ContractEvent, graceDays: number): CivilDate => {
  if (event.kind !== 'amended' || event.term.start <= event.effectiveDate) return event.effectiveDate;
  const dayBefore = addDays(event.effectiveDate, -1);
  const before = governing(timeline, dayBefore);
  return before !== null && isActive(before.event, dayBefore, graceDays) ? event.term.start : event.effectiveDate;
};

const entryAfter = (before: Entry | undefined, from: CivilDate, event: ContractEvent): Entry => {
  const currency = event.kind === 'cancelled' ? (before?.currency ?? null) : event.currency;
  const changes = before !== undefined && before.currency !== null && currency !== before.currency;
  const isSame =
    before !== undefined &&
    before.event.kind !== 'cancelled' &&
    event.kind !== 'cancelled' &&
    hasSameEconomics(before.event, event);
  return {
    from,
    event,
    economicSince: isSame ? before.economicSince : from,
    currencySince: changes ? from : (before?.currencySince ?? null),
    currency,
  };
};

/** Takes in an event that is last in record order: it replaces all that was recorded before, from its effective day on. */
const appendTo = (timeline: Entry[], event: ContractEvent, graceDays: number): void => {
  const from = effectiveDay(timeline, event, graceDays);
  timeline.length = timeline.findLastIndex((entry) => entry.from < from) + 1;
  timeline.push(entryAfter(timeline.at(-1), from, event));
};

/** The timeline after more events, each of them the last in record order. */
export const extendTimeline = (timeline: Timeline, events: readonly ContractEvent[], graceDays: number): Timeline => {
  const extended = [...timeline];
  for (const event of events) appendTo(extended, event, graceDays);
  return extended;
};
