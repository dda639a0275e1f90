import {
  type CivilDate,
  type ContractEvent,
  type Creation,
  creationOf,
  type Entry,
  extendTimeline,
  type RecordKey,
  type Timeline,
  type Trial,
  trialOf,
  type ValuationPolicy,
} from '@app/domain';
import type { FoldPace } from './fold-pace.ts';
import type { ContractHead, LastOwner, StoredEntry } from './contract-store.ts';
import { arePricesPrepared } from './prices-prepared.ts';
import { type Extension, hasVersions, type NumberedEvent, ordered } from './fold-plan.ts';

/** A contract's timeline after the fold, from the day on which it may differ from the stored one. */
export type Folded = Readonly<{
  timeline: Timeline;
  /** The stored entries before `timeline`, which are kept as they are. */
  before: readonly StoredEntry[];
  /** The first day that may differ. Null: the whole contract. */
  since: CivilDate | null;
  /** The number of an event in the ledger. */
  seqOf: (event: ContractEvent) => number;
  creations: readonly Creation[];
  lastOwner: LastOwner | null;
  lastRecord: RecordKey;
  hasMixedSources: boolean;
  trial: Trial | null;
}>;

const numbers = (events: readonly NumberedEvent[]): Folded['seqOf'] => {
  const seqs = new Map(events.map(({ event, seq }) => [event, seq]));
  return (event) => {
    const seq = seqs.get(event);
    if (seq === undefined) throw new Error(`event ${event.id} of contract ${event.contractId} has no number`);
    return seq;
  };
};

/** The key of the last record, without its version if versions do not count. */
const lastOf = (events: readonly NumberedEvent[], byVersions: boolean): RecordKey => {
  const last = events.at(-1);
  if (last === undefined) throw new Error('a contract without events cannot be folded');
  const { version, recordedAt, kind, id, source } = last.event;
  return { version: byVersions ? version : null, recordedAt, kind, id, source };
};

/** Whether one of the events has another source than this one. */
const haveAnother = (events: readonly NumberedEvent[], source: string): boolean =>
  events.some(({ event }) => event.source !== source);

const creationsIn = (events: readonly NumberedEvent[]): readonly Creation[] =>
  events.flatMap(({ event }) => (event.kind === 'created' ? [creationOf(event)] : []));

const lastOwnerIn = (events: readonly NumberedEvent[]): LastOwner | null =>
  events.reduce<LastOwner | null>(
    (last, { event }) =>
      event.kind === 'cancelled' ? last : { customerId: event.customerId, currency: event.currency },
    null,
  );

/** Events that extend a timeline at once: few enough for a step, and many enough that copying it costs little. */
const EVENTS_A_STEP = 100;

/** The timeline after more events, at the pace of a fold; null if it is past the budget. */
const timelineAt = async (
  pace: FoldPace,
  timeline: Timeline,
  events: readonly NumberedEvent[],
  graceDays: number,
): Promise<Timeline | null> => {
  let extended = timeline;
  for (let at = 0; at < events.length; at += EVENTS_A_STEP) {
    const step = events.slice(at, at + EVENTS_A_STEP).map(({ event }) => event);
    extended = extendTimeline(extended, step, graceDays);
    if (!(await pace.goOn())) return null;
  }
  return extended;
};

/** The events that govern days from `since` on (null: all). */
const governing = (timeline: Timeline, since: CivilDate | null): readonly ContractEvent[] =>
  timeline.flatMap(({ event }, i) => {
    const next = timeline[i + 1]?.from;
    return since !== null && next !== undefined && next <= since ? [] : [event];
  });

/** Folds all events of a contract; null if that is past its budget. */
export const refolded = async (
  all: readonly NumberedEvent[],
  policy: ValuationPolicy,
  pace: FoldPace,
): Promise<Folded | null> => {
  const { renewalGraceDays } = policy;
  const byVersions = hasVersions(all);
  const events = ordered(all, byVersions);
  const lastRecord = lastOf(events, byVersions);
  const timeline = await timelineAt(pace, [], events, renewalGraceDays);
  if (timeline === null || !(await arePricesPrepared(governing(timeline, null), policy, pace))) return null;
  return {
    timeline,
    before: [],
    since: null,
    seqOf: numbers(events),
    creations: creationsIn(events),
    lastOwner: lastOwnerIn(events),
    lastRecord,
    hasMixedSources: haveAnother(events, lastRecord.source),
    trial: trialOf(timeline, renewalGraceDays),
  };
};

/** A contract of which no event counts any more. It is worth nothing, and still of its last customer. */
export const emptied = ({ lastOwner, lastRecord }: ContractHead): Folded => ({
  timeline: [],
  before: [],
  since: null,
  seqOf: numbers([]),
  creations: [],
  lastOwner,
  lastRecord,
  hasMixedSources: false,
  trial: null,
});

const entryOf = (stored: StoredEntry, event: ContractEvent): Entry => ({
  from: stored.from,
  event,
  economicSince: stored.economicSince,
  currencySince: stored.currencySince,
  currency: stored.currency,
});

/**
 * The trial of a contract that is extended. It ended with the first day that has ARR, or goes on without one. It does
 * not matter whether it began on the first day of the timeline or later, because nothing is valued before the first
 * active day.
 */
const trialBefore = ({ timeline, booking }: ContractHead): Trial | null => {
  const [first] = timeline;
  if (first === undefined) return null;
  if (booking === null) return { start: first.from, end: null };
  return booking.valuedOn <= first.from ? null : { start: first.from, end: booking.valuedOn };
};

const tailEntries = (plan: Extension, stored: readonly NumberedEvent[]): readonly Entry[] => {
  const bySeq = new Map(stored.map((numberedEvent) => [numberedEvent.seq, numberedEvent]));
  return plan.tail.map((entry) => {
    const numberedEvent = bySeq.get(entry.seq);
    if (numberedEvent === undefined)
      throw new Error(`event ${entry.seq} of contract ${plan.contract.contractId} is missing`);
    return entryOf(entry, numberedEvent.event);
  });
};

/**
 * Extends the stored timeline by the contract's new events; null if that is past the budget. `stored` has the events of
 * the entries in `plan.tail`.
 */
export const extended = async (
  plan: Extension,
  stored: readonly NumberedEvent[],
  { policy, pace }: Readonly<{ policy: ValuationPolicy; pace: FoldPace }>,
): Promise<Folded | null> => {
  const { head, fresh } = plan;
  const timeline = await timelineAt(pace, tailEntries(plan, stored), fresh, policy.renewalGraceDays);
  if (timeline === null) return null;
  const before = head.timeline.slice(0, head.timeline.length - plan.tail.length);
  const isFresh = new Set(fresh.map(({ event }) => event));
  const since = timeline.find(({ event }) => isFresh.has(event))?.from ?? null;
  if (!(await arePricesPrepared(governing(timeline, since), policy, pace))) return null;
  const isWhole = before.length === 0 && since === timeline[0]?.from;
  return {
    timeline,
    before,
    since: isWhole ? null : since,
    seqOf: numbers([...stored, ...fresh]),
    creations: [...head.creations, ...creationsIn(fresh)],
    lastOwner: lastOwnerIn(fresh) ?? head.lastOwner,
    lastRecord: lastOf(fresh, head.lastRecord.version !== null),
    hasMixedSources: head.hasMixedSources || haveAnother(fresh, head.lastRecord.source),
    trial: trialBefore(head),
  };
};
