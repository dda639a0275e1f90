import { type CivilDate, explainContract, type Policy } from '@app/domain';
import { contractEvent, type WireContractEvent } from '@app/wire';
import { type ContractWorth, type CurrencyWorth, tallyWorth } from './currency-worth.ts';

const worthOf = (events: readonly WireContractEvent[], day: CivilDate, policy: Policy): ContractWorth | null => {
  const { worth, measures } = explainContract(events.map(contractEvent), day, policy);
  if (worth === null) return null;
  const { contractId, customerId, currency, renews } = worth.event;
  return { contractId, customerId, currency, renews, arr: measures.arr, acv: measures.acv };
};

/** What the events of a sheet are worth on a day, by currency, as if the store had no others. */
export const sheetWorth = (
  events: readonly WireContractEvent[],
  day: CivilDate,
  policy: Policy,
): readonly CurrencyWorth[] => {
  const active = [...Map.groupBy(events, ({ contractId }) => contractId).values()]
    .map((ofContract) => worthOf(ofContract, day, policy))
    .filter((worth) => worth !== null);
  const tally = tallyWorth();
  for (const ofCustomer of Map.groupBy(active, ({ customerId }) => customerId).values()) tally.add(ofCustomer);
  return tally.worth();
};
