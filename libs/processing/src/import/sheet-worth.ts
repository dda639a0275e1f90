import {
  type CivilDate,
  compareCodePoints,
  countedContracts,
  Decimal,
  explainContract,
  type Policy,
} from '@app/domain';
import { contractEvent, type WireContractEvent } from '@app/wire';

export type ContractWorth = Readonly<{
  contractId: string;
  customerId: string;
  currency: string;
  renews: readonly string[];
  arr: Decimal;
  acv: Decimal;
}>;

/** What the active contracts of one currency are worth. */
export type CurrencyWorth = Readonly<{
  currency: string;
  contracts: number;
  customers: number;
  arr: Decimal;
  acv: Decimal;
  largest: readonly ContractWorth[];
}>;

const LARGEST = 5;

const worthOf = (events: readonly WireContractEvent[], day: CivilDate, policy: Policy): ContractWorth | null => {
  const { worth, measures } = explainContract(events.map(contractEvent), day, policy);
  if (worth === null) return null;
  const { contractId, customerId, currency, renews } = worth.event;
  return { contractId, customerId, currency, renews, arr: measures.arr, acv: measures.acv };
};

const total = (contracts: readonly ContractWorth[], of: 'arr' | 'acv'): Decimal =>
  contracts.reduce((sum, contract) => sum.plus(contract[of]), new Decimal(0));

const inCurrency = (currency: string, contracts: readonly ContractWorth[]): CurrencyWorth => ({
  currency,
  contracts: contracts.length,
  customers: new Set(contracts.map(({ customerId }) => customerId)).size,
  arr: total(contracts, 'arr'),
  acv: total(contracts, 'acv'),
  largest: contracts
    .toSorted((a, b) => b.arr.comparedTo(a.arr) || compareCodePoints(a.contractId, b.contractId))
    .slice(0, LARGEST),
});

/**
 * What the events of a sheet are worth on a day, by currency, as if the store had no others. A contract counts as in
 * the books: with ARR, and not beside one of its customer that renews it.
 */
export const sheetWorth = (
  events: readonly WireContractEvent[],
  day: CivilDate,
  policy: Policy,
): readonly CurrencyWorth[] => {
  const active = [...Map.groupBy(events, ({ contractId }) => contractId).values()]
    .map((ofContract) => worthOf(ofContract, day, policy))
    .filter((worth) => worth !== null);
  const counted = [...Map.groupBy(active, ({ customerId }) => customerId).values()]
    .flatMap((ofCustomer) => countedContracts(ofCustomer))
    .filter(({ arr }) => arr.gt(0));
  return [...Map.groupBy(counted, ({ currency }) => currency)]
    .map(([currency, contracts]) => inCurrency(currency, contracts))
    .toSorted((a, b) => compareCodePoints(a.currency, b.currency));
};
