import type { Fraction } from '../properties/fraction.ts';
import type { Day } from './calendar.ts';
import { type Contract, contractOf } from './contract.ts';
import { type ContractEvent, factOf, hasTerms, type MergedEvent, type TermsEvent } from './facts.ts';
import { marketOf, type RateOn } from './market.ts';
import { once, remembered } from './memo.ts';
import { mergedCustomers } from './merged-customers.ts';
import { byCodePoint } from './order.ts';
import { type Policy, policyOf } from './policy.ts';
import { arrOn, type Measures, measuresOn } from './valuation.ts';
import type { WireEvent, WirePolicy, WireRate } from './wire.ts';

/** An active contract on a day, in its own currency, whether or not it has an exchange rate. */
export type Held = Readonly<{
  contract: Contract;
  event: TermsEvent;
  customer: string;
  arr: Fraction;
  measures: () => Measures;
  /** Another contract of the same customer renews it and already counts instead. */
  isLeftOut: boolean;
}>;

export type Book = Readonly<{
  policy: Policy;
  asOf: Day;
  rateOn: RateOn;
  /** In code-point order of their ids. */
  contracts: readonly Contract[];
  customerOf: (event: TermsEvent) => string;
  heldOn: (day: Day) => readonly Held[];
  /** Every day on which anything may change. */
  changeDays: readonly Day[];
}>;

const isMerge = (fact: ContractEvent | MergedEvent): fact is MergedEvent => fact.type === 'merged';
const isOfContract = (fact: ContractEvent | MergedEvent): fact is ContractEvent => fact.type !== 'merged';

const contractsOf = (events: readonly ContractEvent[], graceDays: number): readonly Contract[] =>
  [...Map.groupBy(events, ({ contractId }) => contractId)]
    .map(([id, own]) => contractOf(id, own, graceDays))
    .toSorted((a, b) => byCodePoint(a.id, b.id));

type Candidate = Omit<Held, 'isLeftOut'>;

const renews = (one: Candidate, other: Candidate): boolean => one.event.renews.includes(other.contract.id);

/** Of two contracts that renew each other, the one with the larger id counts. */
const isLeftOutFor = (one: Candidate, other: Candidate): boolean =>
  other.contract.id !== one.contract.id &&
  other.customer === one.customer &&
  other.arr.isAboveZero() &&
  renews(other, one) &&
  !(renews(one, other) && byCodePoint(one.contract.id, other.contract.id) > 0);

const activeMeasures = (contract: Contract, day: Day, policy: Policy): Measures => {
  const measures = measuresOn(contract, day, policy);
  if (measures === null) throw new Error(`${contract.id} is not active on ${day}.`);
  return measures;
};

export const bookOf = (
  events: readonly WireEvent[],
  wirePolicy: WirePolicy,
  rates: readonly WireRate[],
  asOf: Day,
): Book => {
  const policy = policyOf(wirePolicy);
  const facts = events.map(factOf);
  const endOfChain = mergedCustomers(facts.filter(isMerge));
  const contracts = contractsOf(facts.filter(isOfContract), policy.graceDays);
  const customerOf = ({ customerId }: TermsEvent): string => endOfChain(customerId);

  const candidatesOn = (day: Day): readonly Candidate[] =>
    contracts.flatMap((contract) => {
      const event = contract.active(day);
      if (event === null) return [];
      const measures = once(() => activeMeasures(contract, day, policy));
      return [
        {
          contract,
          event,
          customer: customerOf(event),
          arr: arrOn(contract, day, policy),
          measures,
        },
      ];
    });

  return {
    policy,
    asOf,
    rateOn: marketOf(rates, policy),
    contracts,
    customerOf,
    heldOn: remembered((day: Day) => {
      const candidates = candidatesOn(day);
      return candidates.map((one) => ({ ...one, isLeftOut: candidates.some((other) => isLeftOutFor(one, other)) }));
    }),
    changeDays: [...new Set(contracts.flatMap(({ changeDays }) => changeDays))].toSorted(),
  };
};

/** Null when the contract has no terms on the day: it is cancelled, or nothing has taken effect yet. */
export const termsOn = (contract: Contract, day: Day): TermsEvent | null => {
  const event = contract.governing(day)?.event;
  return event !== undefined && hasTerms(event) ? event : null;
};

/** Days on which a customer first had a contract with ARR that was not left out, in any currency. */
export const firstActiveDays = remembered((book: Book): ReadonlyMap<string, Day> => {
  const first = new Map<string, Day>();
  for (const day of book.changeDays) {
    for (const { customer, arr, isLeftOut } of book.heldOn(day)) {
      if (!isLeftOut && arr.isAboveZero() && !first.has(customer)) first.set(customer, day);
    }
  }
  return first;
});
