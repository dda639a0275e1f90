import {
  addDays,
  type CivilDate,
  type ContractEvent,
  earlier,
  type MergedCustomers,
  recordOrder,
  versionsCount,
} from '@app/domain';
import { contractEvent, storedEvent } from '@app/wire';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { ContractHead, FoldTransaction, StaleContract, StoredEntry } from './contract-store.ts';

/** An event with its number in the ledger. */
export type NumberedEvent = Readonly<{ seq: number; event: ContractEvent }>;

export const numbered = (row: LedgerRow): NumberedEvent => {
  const event = storedEvent(row);
  if (event.kind === 'merged')
    throw new Error(`event ${event.id} of ${event.source} merges customers and belongs to no contract`);
  return { seq: row.seq, event: contractEvent(event) };
};

/** Moves an event to the customer that its own was merged into, so everything derived from it is that customer's. */
export const ofMerged =
  (merged: MergedCustomers) =>
  (numberedEvent: NumberedEvent): NumberedEvent => {
    const { seq, event } = numberedEvent;
    if (merged.size === 0 || event.kind === 'cancelled') return numberedEvent;
    const into = merged.get(event.customerId);
    return into === undefined ? numberedEvent : { seq, event: { ...event, customerId: into } };
  };

/** New events after the stored timeline, with those of its entries that their value can depend on. */
export type Extension = Readonly<{
  way: 'extend';
  contract: StaleContract;
  head: ContractHead;
  fresh: readonly NumberedEvent[];
  tail: readonly StoredEntry[];
}>;

/**
 * How a stale contract gets its timeline: from all of its events, by extending the stored one, or unchanged. The events
 * of a refold are read when its turn comes: read for all contracts at once, they were half of the memory that garbage
 * collection had to copy.
 */
export type FoldPlan =
  | Readonly<{ way: 'refold'; contract: StaleContract }>
  | Extension
  | Readonly<{ way: 'keep'; contract: StaleContract; head: ContractHead }>;

/** The first day that the value of a new event can depend on, because its term may begin before it takes effect. */
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

/** The events in record order, by version if versions count. */
export const ordered = (events: readonly NumberedEvent[], byVersions: boolean): readonly NumberedEvent[] => {
  const compare = recordOrder(byVersions);
  return events.toSorted((a, b) => compare(a.event, b.event));
};

export const hasVersions = (events: readonly NumberedEvent[]): boolean =>
  versionsCount(events.map(({ event }) => event));

/**
 * Whether new events, in order, come after the last record of the head. If one of them states no version, versions no
 * longer count, and the stored events may be in another order now.
 */
const areLast = (fresh: readonly NumberedEvent[], { lastRecord }: ContractHead): boolean => {
  const byVersions = lastRecord.version !== null;
  const [first] = fresh;
  return (
    first !== undefined && (!byVersions || hasVersions(fresh)) && recordOrder(byVersions)(first.event, lastRecord) > 0
  );
};

/** Whether the contract had ARR before any day that these events change. Then its trial is over and cannot change. */
const isPaidBefore = (fresh: readonly NumberedEvent[], { booking }: ContractHead): boolean =>
  booking !== null && fresh.every(({ event }) => booking.valuedOn < event.effectiveDate);

/** Whether one of these events can take effect after the days up to which the spans are known: those between are missing. */
const areBeyond = (fresh: readonly NumberedEvent[], { knownUntil }: ContractHead): boolean =>
  knownUntil !== null &&
  fresh.some(
    ({ event }) => knownUntil <= event.effectiveDate || (event.kind !== 'cancelled' && knownUntil <= event.term.start),
  );

/**
 * Events that are last in their contract's record order extend the stored timeline, unless they may move its trial or
 * leave days between without spans. Any other event refolds the contract, and so do a merge of customers and a horizon that its spans do not reach. A
 * contract without new events is stale because its record shows another span today, and keeps its timeline.
 */
export const foldPlan = (
  contract: StaleContract,
  { horizon, merged }: Pick<FoldTransaction, 'horizon' | 'merged'>,
): FoldPlan => {
  const { head, mergedBy } = contract;
  const isShort = head !== null && head.knownUntil !== null && head.knownUntil < horizon;
  if (head === null || isShort || mergedBy.length > 0) return { way: 'refold', contract };
  if (contract.fresh.length === 0) return { way: 'keep', contract, head };
  const fresh = ordered(contract.fresh.map(numbered).map(ofMerged(merged)), head.lastRecord.version !== null);
  if (!areLast(fresh, head) || areBeyond(fresh, head) || !isPaidBefore(fresh, head)) return { way: 'refold', contract };
  const since = fresh.map(looksBackTo).reduce(earlier);
  return { way: 'extend', contract, head, fresh, tail: tailFrom(head.timeline, since) };
};
