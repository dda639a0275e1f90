import type { CivilDate } from '../calendar/civil-date.ts';
import type { Span } from '../calendar/span.ts';
import type { ContractEvent } from '../facts/contract-event.ts';
import { effectiveDay } from '../facts/effective-day.ts';
import type { Timeline } from '../facts/governing-event.ts';
import { inRecordOrder, versionsCount } from '../facts/record-order.ts';
import { extendTimeline } from '../facts/timeline.ts';

/** An event in record order, with the days that it governs or the event that replaced it (definitions, section 1). */
export type ExplainedEvent = Readonly<{
  event: ContractEvent;
  /** Later than the stated day if an early renewal waits for its term. */
  effectiveDay: CivilDate;
  /** The days that it governs in the end; null if later records left it none. */
  governs: Span | null;
  /** The first later record that takes effect on or before its effective day, and so replaces it on all of its days. */
  replacedBy: ContractEvent | null;
}>;

type Read = Readonly<{ event: ContractEvent; effectiveDay: CivilDate }>;

const replacing = ({ effectiveDay: from }: Read, later: readonly Read[]): ContractEvent | null =>
  later.find((other) => other.effectiveDay <= from)?.event ?? null;

const governedBy = (timeline: Timeline, event: ContractEvent): Span | null => {
  const index = timeline.findIndex((entry) => entry.event === event);
  const entry = timeline[index];
  return entry === undefined ? null : { start: entry.from, end: timeline[index + 1]?.from ?? null };
};

/** The events of a contract in record order, and whether versions decide it. */
export type ExplainedRecords = Readonly<{ events: readonly ExplainedEvent[]; byVersions: boolean }>;

/** The events in record order, read one after the other as in the fold, and the timeline that results. */
export const explainedEvents = (
  events: readonly ContractEvent[],
  graceDays: number,
): ExplainedRecords & Readonly<{ timeline: Timeline }> => {
  let timeline: Timeline = [];
  const read = inRecordOrder(events).map((event): Read => {
    const from = effectiveDay(timeline, event, graceDays);
    timeline = extendTimeline(timeline, [event], graceDays);
    return { event, effectiveDay: from };
  });
  return {
    timeline,
    byVersions: versionsCount(events),
    events: read.map((one, i) => ({
      ...one,
      governs: governedBy(timeline, one.event),
      replacedBy: replacing(one, read.slice(i + 1)),
    })),
  };
};
