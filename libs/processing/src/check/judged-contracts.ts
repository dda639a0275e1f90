import {
  type CheckedContract,
  checkedTimeline,
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

/** Judges contracts one by one, then the customers that have them. */
export const judgeContracts = (
  contracts: Iterable<CheckedContract>,
  graceDays: number,
  tallies: FindingTallies,
): void => {
  const byCustomer = new Map<CustomerId, ContractLife[]>();
  for (const contract of contracts) {
    tallies.add('two_sources', twoSources(contract));
    tallies.add('version_on_some_events', versionOnSomeEvents(contract));
    const timeline = checkedTimeline(contract.events, graceDays);
    tallies.add('scheduled_change_lost', lostChanges(contract, timeline));
    const life = contractLife(contract, timeline);
    if (life === null) continue;
    const lives = byCustomer.get(life.customerId);
    if (lives === undefined) byCustomer.set(life.customerId, [life]);
    else lives.push(life);
  }
  for (const lives of byCustomer.values()) {
    tallies.add('customer_in_two_currencies', twoCurrencies(lives));
    tallies.add('successor_without_renews', successorsWithoutRenews(lives));
  }
};
