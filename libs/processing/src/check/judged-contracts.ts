import {
  type CheckedContract,
  type CheckedTerms,
  contractLife,
  type ContractLife,
  type CustomerId,
  lostChanges,
  successorsWithoutRenews,
  twoCurrencies,
  twoSources,
  versionOnSomeEvents,
} from '@app/domain';
import type { FindingTallies } from './finding-tallies.ts';

/** Judges contracts one by one, then the customers that have them. Returns the number of customers. */
export const judgeContracts = (
  contracts: Iterable<CheckedContract>,
  graceDays: number,
  tallies: FindingTallies,
): number => {
  const lives = new Map<CustomerId, ContractLife[]>();
  const terms = new Map<CustomerId, CheckedTerms[]>();
  for (const contract of contracts) {
    tallies.add('two_sources', twoSources(contract));
    tallies.add('version_on_some_events', versionOnSomeEvents(contract));
    tallies.add('scheduled_change_lost', lostChanges(contract, graceDays));
    const life = contractLife(contract, graceDays);
    if (life !== null) append(lives, life.customerId, life);
    for (const event of firstByCustomerAndCurrency(contract)) append(terms, event.customerId, event);
  }
  for (const [customerId, stated] of terms) {
    tallies.add('customer_in_two_currencies', twoCurrencies(customerId, stated));
    tallies.add('successor_without_renews', successorsWithoutRenews(lives.get(customerId) ?? []));
  }
  return terms.size;
};

const append = <T>(lists: Map<CustomerId, T[]>, customerId: CustomerId, one: T): void => {
  const list = lists.get(customerId);
  if (list === undefined) lists.set(customerId, [one]);
  else list.push(one);
};

/** The first event of each currency of each customer, which is nearly always the first event of the contract alone. */
const firstByCustomerAndCurrency = ({ events }: CheckedContract): readonly CheckedTerms[] => {
  const first: CheckedTerms[] = [];
  for (const event of events) {
    if (event.kind === 'cancelled') continue;
    const { customerId, currency } = event;
    if (!first.some((one) => one.customerId === customerId && one.currency === currency)) first.push(event);
  }
  return first;
};
