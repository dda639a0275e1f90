import {
  bookingValue,
  type CivilDate,
  type ContractEvent,
  type ContractSpan,
  type ContractSpans,
  type Creation,
  creationOf,
  drawnSpans,
  type Entry,
  extendTimeline,
  mergedInto,
  oneTimeCharges,
  preparedPrices,
  type RecordKey,
  type Timeline,
  type Trial,
  trialOf,
  type ValuationPolicy,
  valuationOf,
} from '@app/domain';
import type { FoldPace } from './fold-pace.ts';
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

/** Folds all events of a contract; null if that is past its budget. */
export const refolded = async (
  all: readonly NumberedEvent[],
  { renewalGraceDays }: ValuationPolicy,
  pace: FoldPace,
): Promise<Folded | null> => {
  const byVersions = hasVersions(all);
  const events = ordered(all, byVersions);
  const lastRecord = lastOf(events, byVersions);
  const timeline = await timelineAt(pace, [], events, renewalGraceDays);
  if (timeline === null) return null;
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

const tailEntries = (plan: Extension, stored: ReadonlyMap<number, NumberedEvent>): readonly Entry[] =>
  plan.tail.map((entry) => {
    const numberedEvent = stored.get(entry.seq);
    if (numberedEvent === undefined)
      throw new Error(`event ${entry.seq} of contract ${plan.contract.contractId} is missing`);
    return entryOf(entry, numberedEvent.event);
  });

/**
 * Extends the stored timeline by the contract's new events; null if that is past the budget. `stored` has the events of
 * the entries in `plan.tail`.
 */
export const extended = async (
  plan: Extension,
  stored: ReadonlyMap<number, NumberedEvent>,
  { policy: { renewalGraceDays }, pace }: Readonly<{ policy: ValuationPolicy; pace: FoldPace }>,
): Promise<Folded | null> => {
  const { head, fresh } = plan;
  const timeline = await timelineAt(pace, tailEntries(plan, stored), fresh, renewalGraceDays);
  if (timeline === null) return null;
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

/** Works out the prices that spans from `since` on need, at the pace of a fold. False if it is past the budget. */
const arePricesPrepared = async (
  { timeline, since }: Folded,
  policy: ValuationPolicy,
  pace: FoldPace,
): Promise<boolean> => {
  const bases = new Set(['all', policy.discounts] as const);
  for (const [i, { event }] of timeline.entries()) {
    const next = timeline[i + 1]?.from;
    if (event.kind === 'cancelled' || (since !== null && next !== undefined && next <= since)) continue;
    for (const basis of bases) {
      const prices = preparedPrices(event, basis);
      while (prices.next().done !== true) if (!(await pace.goOn())) return false;
    }
  }
  return true;
};

/** The spans of a timeline, drawn at the pace of a fold; null if they are past the budget. */
const spansAt = async (pace: FoldPace, drawing: ReturnType<typeof drawnSpans>): Promise<ContractSpans | null> => {
  const spans: ContractSpan[] = [];
  for (let drawn = drawing.next(); ; drawn = drawing.next()) {
    if (drawn.done === true) return { spans, knownUntil: drawn.value };
    mergedInto(spans, drawn.value);
    if (!(await pace.goOn())) return null;
  }
};

/** Spans, one-time charges and booking value of the folded timeline, from `since` on; null if past the budget. */
export const valued = async (folded: Folded, { policy, horizon, pace }: ValuedBy) => {
  const { timeline, since, trial } = folded;
  if (!(await arePricesPrepared(folded, policy, pace))) return null;
  const valuation = valuationOf(timeline, policy, trial);
  const drawn = await spansAt(pace, drawnSpans(timeline, valuation, { since, horizon }));
  return drawn === null
    ? null
    : {
        ...drawn,
        charges: oneTimeCharges(timeline, since),
        booking: bookingValue(timeline, drawn.spans, valuation),
      };
};

/** The policy that contracts are valued by, the day that their spans reach, and the pace of the fold. */
export type ValuedBy = Readonly<{ policy: ValuationPolicy; horizon: CivilDate; pace: FoldPace }>;
