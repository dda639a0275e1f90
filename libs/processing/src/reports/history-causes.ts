import {
  type CivilDate,
  comparisonRates,
  type ContractId,
  type Decimal,
  type MeasuredDays,
  type MergedCustomers,
  type Period,
  type Policy,
  ZERO,
} from '@app/domain';
import { instantText } from '@app/wire';
import { numbered, ofMerged } from '../fold/fold-plan.ts';
import { refolded, valued } from '../fold/refold.ts';
import type { SegmentName } from '../ports/snapshot-store.ts';
import type { HistoryReading, KnownEvent, Takes, TouchedContract } from './history-store.ts';
import { arrInSegment, type KnownContract, type Placing } from './history-segment-arr.ts';

/** An event that changed a figure, with what its contract's change did to the segment's ARR on the measured day. */
export type CausingEvent = Readonly<{
  id: string;
  source: string;
  type: string;
  contractId: ContractId;
  effectiveDate: CivilDate;
  /** When the billing system recorded it, RFC 3339. */
  recordedAt: string;
  /** Of all events of the contract between the two revisions together, at the rates known now. */
  arrChange: Decimal;
}>;

/** The events that moved most, and how many more there were. */
export type Causes = Readonly<{ events: readonly CausingEvent[]; more: number }>;

/** At least so many are told; the events of a contract are told together. */
const EVENTS_TOLD = 10;

export type CauseQuestion = Readonly<{ takes: Takes; period: Period; days: MeasuredDays; name: SegmentName }>;

type Weighed = Readonly<{ touched: TouchedContract; now: Decimal; prior: Decimal; isOfSegment: boolean }>;

/** What was folded when a take was made. */
const knownTo =
  (take: number) =>
  ({ takenBy }: KnownEvent): boolean =>
    takenBy !== null && takenBy <= take;

/** The events of each contract, and what it is worth by those of them that some take knew. */
class Ledger {
  readonly #events: ReadonlyMap<ContractId, readonly KnownEvent[]>;
  readonly #worth = new Map<string, KnownContract>();

  constructor(
    events: readonly KnownEvent[],
    private readonly terms: Readonly<{ policy: Policy; horizon: CivilDate; merged: MergedCustomers }>,
  ) {
    this.#events = Map.groupBy(events, ({ contractId }) => contractId);
  }

  eventsOf(contractId: ContractId): readonly KnownEvent[] {
    return this.#events.get(contractId) ?? [];
  }

  at(contractId: ContractId, take: number): KnownContract {
    const key = `${take}|${contractId}`;
    const worth = this.#worth.get(key) ?? this.#valued(contractId, take);
    this.#worth.set(key, worth);
    return worth;
  }

  #valued(contractId: ContractId, take: number): KnownContract {
    const { policy, horizon, merged } = this.terms;
    const known = this.eventsOf(contractId).filter(knownTo(take)).map(numbered).map(ofMerged(merged));
    if (known.length === 0) return { contractId, spans: [] };
    return { contractId, spans: valued(refolded(known, policy), policy, horizon).spans };
  }
}

/** The customers of a contract on a day, before its change and after it. */
const ownersOf = (known: readonly KnownContract[]): readonly string[] => [
  ...new Set(known.flatMap(({ spans }) => spans.map(({ event }): string => event.customerId))),
];

/** What the segment's ARR would differ by without the contract's events of these takes, all others being there. */
const weigh = (
  { contractId }: TouchedContract,
  { name, takes }: CauseQuestion,
  of: Readonly<{ ledger: Ledger; contractsOf: (customer: string) => readonly ContractId[] }>,
  placing: Placing | null,
): Readonly<{ change: Decimal; isOfSegment: boolean }> => {
  if (placing === null) return { change: ZERO, isOfSegment: false };
  const [before, after] = [of.ledger.at(contractId, takes.after), of.ledger.at(contractId, takes.upTo)];
  let change = ZERO;
  let isOfSegment = false;
  for (const customer of ownersOf([before, after])) {
    const others = of
      .contractsOf(customer)
      .filter((id) => id !== contractId)
      .map((id) => of.ledger.at(id, takes.upTo));
    const [was, is] = [before, after].map((own) => arrInSegment(name, customer, [...others, own], placing));
    change = change.plus(is ?? ZERO).minus(was ?? ZERO);
    isOfSegment ||= (was ?? null) !== null || (is ?? null) !== null;
  }
  return { change, isOfSegment };
};

const heavierFirst = (a: Weighed, b: Weighed): number =>
  b.now.abs().comparedTo(a.now.abs()) || b.prior.abs().comparedTo(a.prior.abs());

const told = ({ touched, now }: Weighed, ledger: Ledger): readonly CausingEvent[] => {
  const own = new Set(touched.events);
  return ledger
    .eventsOf(touched.contractId)
    .filter(({ seq }) => own.has(seq))
    .map((row) => {
      const { event } = numbered(row);
      return {
        id: event.id,
        source: event.source,
        type: `subscription.${event.kind}`,
        contractId: event.contractId,
        effectiveDate: event.effectiveDate,
        recordedAt: instantText(event.recordedAt),
        arrChange: now,
      };
    });
};

/** The events of the heaviest contracts, until there are enough; those of a contract are told together. */
const heaviest = (weighed: readonly Weighed[], ledger: Ledger): readonly CausingEvent[] => {
  const events: CausingEvent[] = [];
  for (const each of weighed) {
    if (events.length >= EVENTS_TOLD) break;
    events.push(...told(each, ledger));
  }
  return events;
};

type Placings = Readonly<{ now: Placing; prior: Placing | null }>;

const placings = async (
  reading: HistoryReading,
  policy: Policy,
  { period, days }: CauseQuestion,
): Promise<Placings> => {
  const rates = comparisonRates(await reading.rates(), period.start, days, policy).measured;
  const at = (day: CivilDate, side: 'now' | 'prior'): Placing => ({
    day,
    policy,
    rates: new Map(rates.map((rate) => [rate.currency, rate[side]])),
  });
  return { now: at(days.now, 'now'), prior: days.prior === null ? null : at(days.prior, 'prior') };
};

/** Which of the contracts at hand each customer has had by the end of the takes. */
const contractsByCustomer = (ids: readonly ContractId[], ledger: Ledger, { upTo }: Takes) => {
  const owned = new Map<string, ContractId[]>();
  for (const id of ids) {
    for (const customer of ownersOf([ledger.at(id, upTo)])) owned.set(customer, [...(owned.get(customer) ?? []), id]);
  }
  return (customer: string): readonly ContractId[] => owned.get(customer) ?? [];
};

/**
 * The events that came between two revisions of a segment, the heaviest first. A contract weighs what the segment's ARR
 * on the measured day would differ by without its events of that time, all others being there; of equals the one that
 * differs more on the prior measured day. What a customer has may move to another segment by it: then all of it counts.
 * What was folded at either time is folded again from the ledger, at the rates that are known now.
 */
export const causesOf = async (reading: HistoryReading, policy: Policy, question: CauseQuestion): Promise<Causes> => {
  const { contracts, eventsLeftOut } = await reading.touched(question.takes, question.period, question.days);
  if (contracts.length === 0) return { events: [], more: eventsLeftOut };
  const customers = [...new Set(contracts.flatMap((touched) => touched.customers))];
  const related = await reading.contractsOf(customers);
  const ids = [...new Set([...contracts.map(({ contractId }) => contractId), ...related])];
  const { horizon } = await reading.bounds();
  const ledger = new Ledger(await reading.events(ids), { policy, horizon, merged: await reading.merged() });
  const of = { ledger, contractsOf: contractsByCustomer(ids, ledger, question.takes) };
  const { now, prior } = await placings(reading, policy, question);
  const weighed = contracts
    .map((touched): Weighed => {
      const [here, then] = [weigh(touched, question, of, now), weigh(touched, question, of, prior)];
      return { touched, now: here.change, prior: then.change, isOfSegment: here.isOfSegment || then.isOfSegment };
    })
    .filter(({ isOfSegment }) => isOfSegment)
    .toSorted(heavierFirst);
  const events = heaviest(weighed, ledger);
  const all = weighed.reduce((sum, { touched }) => sum + touched.events.length, 0);
  return { events, more: all - events.length + eventsLeftOut };
};
