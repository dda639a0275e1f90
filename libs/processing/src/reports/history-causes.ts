import {
  type CivilDate,
  comparisonRates,
  type ContractEvent,
  type ContractId,
  type CustomerId,
  type Decimal,
  type MeasuredDays,
  type Period,
  type Policy,
} from '@app/domain';
import { instantText } from '@app/wire';
import { numbered, type NumberedEvent } from '../fold/fold-plan.ts';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { eventsOfPeriod, type MeasuredPeriod } from './events-of-period.ts';
import { KnownLedger } from './history-ledger.ts';
import { MergesInTime } from './history-merges.ts';
import type { Placing } from './history-segment-arr.ts';
import type { HistoryReading, Takes, TouchedContract } from './history-store.ts';
import { contractWeight, mergeWeight, type Weighing, type Weight } from './history-weights.ts';

type Cause = Readonly<{
  id: string;
  source: string;
  /** When the billing system recorded it, RFC 3339. */
  recordedAt: string;
  /**
   * Its effect on the segment's ARR on the measured day, at the rates stored now. Events that are weighed together have
   * one effect: the first of them names it, and it is null in the others, so that no effect is counted twice.
   */
  arrChange: Decimal | null;
}>;

/** The events of a contract between the two revisions are weighed together. */
export type CausingContractEvent = Cause &
  Readonly<{ type: `subscription.${ContractEvent['kind']}`; contractId: ContractId; effectiveDate: CivilDate }>;

/** The merges of a customer between the two revisions are weighed together, over all contracts that they moved. */
export type CausingMerge = Cause &
  Readonly<{
    type: 'customer.merged';
    customerId: CustomerId;
    /** Null: the merge was undone. */
    into: CustomerId | null;
    /** The contracts that it moved and that the period sees. */
    contracts: readonly ContractId[];
  }>;

/** An event that changed a figure. */
export type CausingEvent = CausingContractEvent | CausingMerge;

/** The events that moved most, and the number of further events. */
export type Causes = Readonly<{ events: readonly CausingEvent[]; more: number }>;

/** At least this many are listed; the events of a contract are listed together, and so are the merges of a customer. */
const EVENTS_LISTED = 10;

export type CauseQuestion = Readonly<{ takes: Takes; period: Period; days: MeasuredDays; name: SegmentName }>;

/** Events that are weighed together. */
type Weighed = Readonly<{ now: Weight; prior: Weight; seqs: readonly number[]; events: () => readonly CausingEvent[] }>;

const heavierFirst = (a: Weighed, b: Weighed): number =>
  b.now.change.abs().comparedTo(a.now.change.abs()) || b.prior.change.abs().comparedTo(a.prior.change.abs());

type At = Weighing &
  Readonly<{
    placings: Readonly<{ now: Placing; prior: Placing | null }>;
    period: MeasuredPeriod;
    graceDays: number;
  }>;

/** The effect in the first of the events, null in the others. */
const once = (change: Decimal, i: number): Decimal | null => (i === 0 ? change : null);

/** The events of the change, without those that take effect after the period. */
const seenEvents = ({ contractId, events }: TouchedContract, at: At): readonly NumberedEvent[] => {
  const all = at.ledger.eventsOf(contractId).map(numbered);
  const seen = new Set(
    eventsOfPeriod(
      all.map(({ event }) => event),
      at.graceDays,
      at.period,
    ),
  );
  return all.filter(({ seq, event }) => events.includes(seq) && seen.has(event));
};

const weighedContract = (touched: TouchedContract, at: At): readonly Weighed[] => {
  const { contractId } = touched;
  const seen = seenEvents(touched, at);
  if (seen.length === 0) return [];
  const seqs = seen.map(({ seq }) => seq);
  const now = contractWeight(contractId, at, at.placings.now);
  const events = (): readonly CausingEvent[] =>
    seen.map(({ event }, i) => ({
      id: event.id,
      source: event.source,
      type: `subscription.${event.kind}`,
      contractId,
      effectiveDate: event.effectiveDate,
      recordedAt: instantText(event.recordedAt),
      arrChange: once(now.change, i),
    }));
  return [{ now, prior: contractWeight(contractId, at, at.placings.prior), seqs, events }];
};

/** The merges that the changes name, by customer, each once however many contracts it moved. */
const weighedMerges = (contracts: readonly TouchedContract[], at: At): readonly Weighed[] => {
  const moved = new Map<number, ContractId[]>();
  for (const { contractId, events } of contracts) {
    for (const seq of events) moved.set(seq, [...(moved.get(seq) ?? []), contractId]);
  }
  const named = [...moved].flatMap(([seq, ids]) => {
    const merge = at.merges.mergeOf(seq);
    return merge === undefined ? [] : [{ seq, ids, merge }];
  });
  return [...Map.groupBy(named, ({ merge }) => merge.customerId).values()].map((merges): Weighed => {
    const seqs = merges.map(({ seq }) => seq);
    const now = mergeWeight(seqs, at, at.placings.now);
    const events = (): readonly CausingEvent[] =>
      merges.map(({ ids, merge: { id, source, customerId, into, recordedAt } }, i) => ({
        id,
        source,
        type: 'customer.merged',
        customerId,
        into,
        contracts: ids,
        recordedAt: instantText(recordedAt),
        arrChange: once(now.change, i),
      }));
    return { now, prior: mergeWeight(seqs, at, at.placings.prior), seqs, events };
  });
};

/** The heaviest events until there are enough; those that are weighed together are listed together. */
const heaviest = (weighed: readonly Weighed[]): readonly CausingEvent[] => {
  const events: CausingEvent[] = [];
  for (const group of weighed) {
    if (events.length >= EVENTS_LISTED) break;
    events.push(...group.events());
  }
  return events;
};

const placings = async (
  reading: HistoryReading,
  policy: Policy,
  { period, days }: CauseQuestion,
): Promise<At['placings']> => {
  const rates = comparisonRates(await reading.rates(), period.start, days, policy).measured;
  const at = (day: CivilDate, side: 'now' | 'prior'): Placing => ({
    day,
    policy,
    rates: new Map(rates.map((rate) => [rate.currency, rate[side]])),
  });
  return { now: at(days.now, 'now'), prior: days.prior === null ? null : at(days.prior, 'prior') };
};

/**
 * The events that came between two revisions of a segment, the heaviest first. The weight of an event is the difference
 * that it makes to the segment's ARR on the measured day while all other events stay; ties go to the larger difference
 * on the prior measured day. The events of a contract are weighed together, and so are the merges of a customer. An
 * event may move a customer's other contracts to another segment; then all of them count. Everything that one of the
 * two takes had read is folded again from the ledger, at the rates that are stored now.
 */
export const causesOf = async (reading: HistoryReading, policy: Policy, question: CauseQuestion): Promise<Causes> => {
  const { takes, name } = question;
  const { contracts, eventsLeftOut } = await reading.touched(takes, question.period, question.days);
  if (contracts.length === 0) return { events: [], more: eventsLeftOut };
  const merges = new MergesInTime(await reading.merges());
  const customers = merges.joinedWith([...new Set(contracts.flatMap((touched) => touched.customers))]);
  const related = await reading.contractsOf(customers);
  const ids = [...new Set([...contracts.map(({ contractId }) => contractId), ...related])];
  const { horizon } = await reading.bounds();
  const ledger = new KnownLedger(await reading.events(ids), { policy, horizon });
  const at: At = {
    ...{ ledger, merges, takes, name },
    placings: await placings(reading, policy, question),
    period: { start: question.period.start, measuredOn: question.days.now },
    graceDays: policy.renewalGraceDays,
  };
  const weighed = [...weighedMerges(contracts, at), ...contracts.flatMap((touched) => weighedContract(touched, at))]
    .filter(({ now, prior }) => now.isOfSegment || prior.isOfSegment)
    .toSorted(heavierFirst);
  const events = heaviest(weighed);
  const all = weighed.reduce((sum, { seqs }) => sum + seqs.length, 0);
  return { events, more: all - events.length + eventsLeftOut };
};
