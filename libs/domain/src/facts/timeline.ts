import type { CivilDate } from '../calendar/civil-date.ts';
import type { ContractEvent } from './contract-event.ts';
import { hasSameEconomics } from './economic-change.ts';
import { effectiveDay } from './effective-day.ts';
import { countBefore, type Entry, type Timeline } from './governing-event.ts';
import { inRecordOrder } from './record-order.ts';

const entryAfter = (before: Entry | undefined, from: CivilDate, event: ContractEvent): Entry => {
  const currency = event.kind === 'cancelled' ? (before?.currency ?? null) : event.currency;
  const changesCurrency = before !== undefined && before.currency !== null && currency !== before.currency;
  const isSame =
    before !== undefined &&
    before.event.kind !== 'cancelled' &&
    event.kind !== 'cancelled' &&
    hasSameEconomics(before.event, event);
  return {
    from,
    event,
    economicSince: isSame ? before.economicSince : from,
    currencySince: changesCurrency ? from : (before?.currencySince ?? null),
    currency,
  };
};

/** Adds an event that is last in record order: from its effective day on it replaces every event before it. */
const appendTo = (timeline: Entry[], event: ContractEvent, graceDays: number): void => {
  const from = effectiveDay(timeline, event, graceDays);
  timeline.length = countBefore(timeline, from);
  timeline.push(entryAfter(timeline.at(-1), from, event));
};

/** The timeline after more events, each of them the last in record order. */
export const extendTimeline = (timeline: Timeline, events: readonly ContractEvent[], graceDays: number): Timeline => {
  const extended = [...timeline];
  for (const event of events) appendTo(extended, event, graceDays);
  return extended;
};

/** The timeline of a contract from its events, each once, in any order of arrival (definitions, section 1). */
export const foldTimeline = (events: readonly ContractEvent[], graceDays = 0): Timeline =>
  extendTimeline([], inRecordOrder(events), graceDays);
