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
import type { LedgerRow } from '../ledger-row.ts';
import type { ContractHead, FoldTransaction, StaleContract, StoredEntry } from './contract-store.ts';

/** An event with its number in the ledger. */
export type NumberedEvent = Readonly<{ seq: number; event: ContractEvent }>;

export const numbered = (row: LedgerRow): NumberedEvent => {
  const event = storedEvent(row);
  if (event.kind === 'merged')
    throw new Error(`event ${event.id} of ${event.source} merges customers and is of no contract`);
  return { seq: row.seq, event: contractEvent(event) };
};

/** The event as one of the customer that its own counts for: all that is worked out of it is that customer's. */
export const ofMerged =
  (merged: MergedCustomers) =>
  (numberedEvent: NumberedEvent): NumberedEvent => {
    const { seq, event } = numberedEvent;
    if (merged.size === 0 || event.kind === 'cancelled') return numberedEvent;
    const into = merged.get(event.customerId);
    return into === undefined ? numberedEvent : { seq, event: { ...event, customerId: into } };
  };

/** New events that come behind the stored timeline, with the entries of it that their worth can depend on. */
export type Extension = Readonly<{
  way: 'extend';
  contract: StaleContract;
  head: ContractHead;
  fresh: readonly NumberedEvent[];
  tail: readonly StoredEntry[];
}>;

/**
 * How a stale contract gets its timeline: from all of its events, by extending a stored one, or not at all. The events
 * of a refold are not read before its turn comes: those of all contracts at once were half of what garbage collection
 * had to move about.
 */
export type FoldPlan =
  | Readonly<{ way: 'refold'; contract: StaleContract }>
  | Extension
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

/** In the order of their records, by version or not. */
export const ordered = (events: readonly NumberedEvent[], byVersions: boolean): readonly NumberedEvent[] => {
  const compare = recordOrder(byVersions);
  return events.toSorted((a, b) => compare(a.event, b.event));
};

export const hasVersions = (events: readonly NumberedEvent[]): boolean =>
  versionsCount(events.map(({ event }) => event));

/**
 * Whether new events, in order, come behind all that the head has taken in. Where one of them states no version,
 * versions count no more, and what was ordered by them is in another order now.
 */
const areLast = (fresh: readonly NumberedEvent[], { lastRecord }: ContractHead): boolean => {
  const byVersions = lastRecord.version !== null;
  const [first] = fresh;
  return (
    first !== undefined && (!byVersions || hasVersions(fresh)) && recordOrder(byVersions)(first.event, lastRecord) > 0
  );
};

/**
 * Whether the contract was paid for before any day that these events change: then its trial is over and stays as it is.
 */
const isPaidBefore = (fresh: readonly NumberedEvent[], { booking }: ContractHead): boolean =>
  booking !== null && fresh.every(({ event }) => booking.valuedOn < event.effectiveDate);

/**
 * Events that are last in their contract's record order extend the stored timeline, unless they may move its trial; any
 * other refolds the contract, as do a merge of customers and a horizon that its spans do not reach. A contract without
 * new events is stale because a day or the horizon has come.
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
  if (!areLast(fresh, head) || !isPaidBefore(fresh, head)) return { way: 'refold', contract };
  const since = fresh.map(looksBackTo).reduce(earlier);
  return { way: 'extend', contract, head, fresh, tail: tailFrom(head.timeline, since) };
};
