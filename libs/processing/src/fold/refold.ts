import {
  bookingValue,
  type CivilDate,
  type ContractEvent,
  contractSpans,
  type Creation,
  creationOf,
  type Entry,
  extendTimeline,
  oneTimeCharges,
  type RecordKey,
  type Timeline,
  type Trial,
  trialOf,
  type ValuationPolicy,
  valuationOf,
} from '@app/domain';
import type { ContractHead, LastOwner, StoredEntry } from './contract-store.ts';
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

/** Folds all events of a contract. */
export const refolded = (all: readonly NumberedEvent[], { renewalGraceDays }: ValuationPolicy): Folded => {
  const byVersions = hasVersions(all);
  const events = ordered(all, byVersions);
  const lastRecord = lastOf(events, byVersions);
  const timeline = extendTimeline(
    [],
    events.map(({ event }) => event),
    renewalGraceDays,
  );
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

const entryOf = (stored: StoredEntry, event: ContractEvent): Entry => ({
  from: stored.from,
  event,
  economicSince: stored.economicSince,
  currencySince: stored.currencySince,
  currency: stored.currency,
});

/**
 * The trial of a contract that is extended. It ended with the first day that has ARR. It does not matter whether it
 * began on the first day of the timeline or later, because nothing is valued before the first active day.
 */
const trialBefore = ({ timeline, booking }: ContractHead): Trial | null => {
  const [first] = timeline;
  if (first === undefined || booking === null || booking.valuedOn <= first.from) return null;
  return { start: first.from, end: booking.valuedOn };
};

const tailEntries = (plan: Extension, stored: ReadonlyMap<number, NumberedEvent>): readonly Entry[] =>
  plan.tail.map((entry) => {
    const numberedEvent = stored.get(entry.seq);
    if (numberedEvent === undefined)
      throw new Error(`event ${entry.seq} of contract ${plan.contract.contractId} is missing`);
    return entryOf(entry, numberedEvent.event);
  });

/** Extends the stored timeline by the contract's new events. `stored` has the events of the entries in `plan.tail`. */
export const extended = (
  plan: Extension,
  stored: ReadonlyMap<number, NumberedEvent>,
  { renewalGraceDays }: ValuationPolicy,
): Folded => {
  const { head, fresh } = plan;
  const timeline = extendTimeline(
    tailEntries(plan, stored),
    fresh.map(({ event }) => event),
    renewalGraceDays,
  );
  const before = head.timeline.slice(0, head.timeline.length - plan.tail.length);
  const isFresh = new Set(fresh.map(({ event }) => event));
  const since = timeline.find(({ event }) => isFresh.has(event))?.from ?? null;
  const isWhole = before.length === 0 && since === timeline[0]?.from;
  return {
    timeline,
    before,
    since: isWhole ? null : since,
    seqOf: numbers([...stored.values(), ...fresh]),
    creations: [...head.creations, ...creationsIn(fresh)],
    lastOwner: lastOwnerIn(fresh) ?? head.lastOwner,
    lastRecord: lastOf(fresh, head.lastRecord.version !== null),
    hasMixedSources: head.hasMixedSources || haveAnother(fresh, head.lastRecord.source),
    trial: trialBefore(head),
  };
};

/** Spans, one-time charges and booking value of the folded timeline, from `since` on. */
export const valued = (folded: Folded, policy: ValuationPolicy, horizon: CivilDate) => {
  const { timeline, since, trial } = folded;
  const valuation = valuationOf(timeline, policy, trial);
  const spans = contractSpans(timeline, valuation, { since, horizon });
  return {
    ...spans,
    charges: oneTimeCharges(timeline, since),
    booking: bookingValue(timeline, spans.spans, valuation),
  };
};
