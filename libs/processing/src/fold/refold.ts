import {
  addDays,
  bookingValue,
  type CivilDate,
  compareRecords,
  type ContractEvent,
  contractSpans,
  type Creation,
  creationOf,
  earlier,
  type Entry,
  extendTimeline,
  foldTimeline,
  oneTimeCharges,
  type Timeline,
  type ValuationPolicy,
} from '@app/domain';
import { contractEvent, storedEvent } from '@app/wire';
import type { LedgerRow } from '../ledger-row.ts';
import type { ContractHead, LastOwner, StaleContract, StoredEntry } from '../ports/contract-store.ts';

/** An event with its number in the ledger. */
export type NumberedEvent = Readonly<{ seq: number; event: ContractEvent }>;

export const numbered = (row: LedgerRow): NumberedEvent => ({ seq: row.seq, event: contractEvent(storedEvent(row)) });

/**
 * How a stale contract gets its timeline: from all of its events, by extending a stored one, or not at all. The events of
 * a refold are not read before its turn comes: those of all contracts at once were half of what garbage collection had to
 * move about.
 */
export type FoldPlan =
  | Readonly<{ way: 'refold'; contract: StaleContract }>
  | Readonly<{
      way: 'extend';
      contract: StaleContract;
      head: ContractHead;
      fresh: readonly NumberedEvent[];
      tail: readonly StoredEntry[];
    }>
  | Readonly<{ way: 'keep'; contract: StaleContract; head: ContractHead }>;

/** The first day that the value of a new event can depend on: its term may begin before it takes effect. */
const looksBackTo = ({ event }: NumberedEvent): CivilDate => {
  const dayBefore = addDays(event.effectiveDate, -1);
  return event.kind === 'cancelled' ? dayBefore : earlier(dayBefore, event.term.start);
};

const tailFrom = (timeline: readonly StoredEntry[], day: CivilDate): readonly StoredEntry[] =>
  timeline.slice(
    Math.max(
      0,
      timeline.findLastIndex(({ from }) => from <= day),
    ),
  );

/** In record order, each event once. */
const inOrder = (events: readonly NumberedEvent[]): readonly NumberedEvent[] =>
  events.toSorted((a, b) => compareRecords(a.event, b.event));

/**
 * An event that is last in its contract's record order extends the stored timeline; any other refolds the contract. A
 * contract without new events is stale because a day or the horizon has come.
 */
export const foldPlan = (contract: StaleContract, horizon: CivilDate): FoldPlan => {
  const { head } = contract;
  if (head === null) return { way: 'refold', contract };
  const fresh = inOrder(contract.fresh.map(numbered));
  const [first] = fresh;
  if (first === undefined) {
    const isShort = head.knownUntil !== null && head.knownUntil < horizon;
    return isShort ? { way: 'refold', contract } : { way: 'keep', contract, head };
  }
  if (compareRecords(first.event, head.lastRecord) <= 0) return { way: 'refold', contract };
  const since = fresh.map(looksBackTo).reduce(earlier);
  return { way: 'extend', contract, head, fresh, tail: tailFrom(head.timeline, since) };
};

/** A contract's timeline after the fold, and the day from which on it may differ from the stored one; null: all of it. */
export type Folded = Readonly<{
  timeline: Timeline;
  /** Stored entries before the timeline at hand, which stand as they are. */
  before: readonly StoredEntry[];
  since: CivilDate | null;
  seqOf: (event: ContractEvent) => number;
  creations: readonly Creation[];
  lastOwner: LastOwner | null;
  last: ContractEvent;
}>;

const numbers = (events: readonly NumberedEvent[]): Folded['seqOf'] => {
  const seqs = new Map(events.map(({ event, seq }) => [event, seq]));
  return (event) => {
    const seq = seqs.get(event);
    if (seq === undefined) throw new Error(`event ${event.id} of contract ${event.contractId} has no number`);
    return seq;
  };
};

const lastOf = (events: readonly NumberedEvent[]): ContractEvent => {
  const last = events.at(-1);
  if (last === undefined) throw new Error('a contract without events cannot be folded');
  return last.event;
};

const creationsIn = (ordered: readonly NumberedEvent[]): readonly Creation[] =>
  ordered.flatMap(({ event }) => (event.kind === 'created' ? [creationOf(event)] : []));

const lastOwnerIn = (ordered: readonly NumberedEvent[]): LastOwner | null =>
  ordered.reduce<LastOwner | null>(
    (last, { event }) =>
      event.kind === 'cancelled' ? last : { customerId: event.customerId, currency: event.currency },
    null,
  );

export const refolded = (events: readonly NumberedEvent[]): Folded => {
  const ordered = inOrder(events);
  return {
    timeline: foldTimeline(ordered.map(({ event }) => event)),
    before: [],
    since: null,
    seqOf: numbers(ordered),
    creations: creationsIn(ordered),
    lastOwner: lastOwnerIn(ordered),
    last: lastOf(ordered),
  };
};

const entryOf = (stored: StoredEntry, event: ContractEvent): Entry => ({
  from: stored.from,
  event,
  economicSince: stored.economicSince,
  currencySince: stored.currencySince,
  currency: stored.currency,
});

export const extended = (
  plan: Extract<FoldPlan, { way: 'extend' }>,
  stored: ReadonlyMap<number, NumberedEvent>,
): Folded => {
  const tail = plan.tail.map((entry): Entry => {
    const known = stored.get(entry.seq);
    if (known === undefined) throw new Error(`event ${entry.seq} of contract ${plan.contract.contractId} is missing`);
    return entryOf(entry, known.event);
  });
  const timeline = extendTimeline(
    tail,
    plan.fresh.map(({ event }) => event),
  );
  const before = plan.head.timeline.slice(0, plan.head.timeline.length - plan.tail.length);
  const isFresh = new Set(plan.fresh.map(({ event }) => event));
  const since = timeline.find(({ event }) => isFresh.has(event))?.from ?? null;
  const isWhole = before.length === 0 && since === timeline[0]?.from;
  return {
    timeline,
    before,
    since: isWhole ? null : since,
    seqOf: numbers([...stored.values(), ...plan.fresh]),
    creations: [...plan.head.creations, ...creationsIn(plan.fresh)],
    lastOwner: lastOwnerIn(plan.fresh) ?? plan.head.lastOwner,
    last: lastOf(plan.fresh),
  };
};

/** What the folded timeline is worth from `since` on. */
export const valued = (folded: Folded, policy: ValuationPolicy, horizon: CivilDate) => {
  const worth = contractSpans(folded.timeline, folded.since, policy, horizon);
  return {
    ...worth,
    charges: oneTimeCharges(folded.timeline, folded.since),
    booking: bookingValue(folded.timeline, worth.spans, policy),
  };
};
