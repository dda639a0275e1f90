import {
  addDays,
  type CivilDate,
  type ContractEvent,
  earlier,
  isEverPaid,
  type MergedCustomers,
  recordOrder,
  type ValuationPolicy,
  versionsCount,
} from '@app/domain';
import { contractEvent, storedEvent } from '@app/wire';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { FoldPace } from './fold-pace.ts';
import { arePricesPrepared } from './prices-prepared.ts';
import type { ContractHead, FoldTransaction, StaleContract, StoredEntry } from './contract-store.ts';

/** An event with its number in the ledger. */
export type NumberedEvent = Readonly<{ seq: number; event: ContractEvent }>;

export const numbered = (row: LedgerRow): NumberedEvent => {
  const event = storedEvent(row);
  if (event.kind === 'merged')
    throw new Error(`event ${event.id} of ${event.source} merges customers and belongs to no contract`);
  return { seq: row.seq, event: contractEvent(event) };
};

/** Reads events one by one at the pace of a fold; null if that alone is past the budget. */
export const numberedAt = async (
  pace: FoldPace,
  rows: readonly LedgerRow[],
  merged: MergedCustomers,
): Promise<readonly NumberedEvent[] | null> => {
  const counted = ofMerged(merged);
  const events: NumberedEvent[] = [];
  for (const row of rows) {
    events.push(counted(numbered(row)));
    if (!(await pace.goOn())) return null;
  }
  return events;
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

/**
 * The first day that the value of a new event can depend on: its term may begin before it takes effect. An evergreen
 * term has no value, so it depends on no day before.
 */
const looksBackTo = ({ event }: NumberedEvent): CivilDate => {
  const dayBefore = addDays(event.effectiveDate, -1);
  return event.kind === 'cancelled' || event.term.end === null ? dayBefore : earlier(dayBefore, event.term.start);
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

/**
 * Whether the contract never had ARR and these events bring none, so that its trial goes on. It may begin anew with an
 * event that takes effect before all others.
 */
const areUnpaid = (
  fresh: readonly NumberedEvent[],
  { booking, knownUntil, timeline: [first] }: ContractHead,
  graceDays: number,
): boolean =>
  booking === null &&
  knownUntil === null &&
  first !== undefined &&
  fresh.every(
    ({ event }) =>
      first.from <= event.effectiveDate && !isEverPaid(event, { start: event.effectiveDate, end: null }, graceDays),
  );

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
export const foldPlan = async (
  contract: StaleContract,
  { horizon, merged }: Pick<FoldTransaction, 'horizon' | 'merged'>,
  { pace, policy }: Readonly<{ pace: FoldPace; policy: ValuationPolicy }>,
): Promise<FoldPlan> => {
  const { head, movedBy } = contract;
  const isShort = head !== null && head.knownUntil !== null && head.knownUntil < horizon;
  if (head === null || isShort || movedBy.length > 0) return { way: 'refold', contract };
  if (contract.fresh.length === 0) return { way: 'keep', contract, head };
  const read = await numberedAt(pace, contract.fresh, merged);
  // Whether a trial goes on is asked of every day on which a price changes.
  const isInTrial = head.booking === null;
  const isRead =
    read !== null &&
    (!isInTrial ||
      (await arePricesPrepared(
        read.map(({ event }) => event),
        policy,
        pace,
      )));
  if (!isRead) return { way: 'refold', contract };
  const fresh = ordered(read, head.lastRecord.version !== null);
  const isTrialKnown = isPaidBefore(fresh, head) || areUnpaid(fresh, head, policy.renewalGraceDays);
  if (!areLast(fresh, head) || areBeyond(fresh, head) || !isTrialKnown) return { way: 'refold', contract };
  const since = fresh.map(looksBackTo).reduce(earlier);
  return { way: 'extend', contract, head, fresh, tail: tailFrom(head.timeline, since) };
};
