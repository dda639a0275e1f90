import { compareCodePoints, countedContracts, Decimal } from '@app/domain';

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

const largestFirst = (a: ContractWorth, b: ContractWorth): number =>
  b.arr.comparedTo(a.arr) || compareCodePoints(a.contractId, b.contractId);

const NOTHING = { contracts: 0, customers: 0, arr: new Decimal(0), acv: new Decimal(0), largest: [] } as const;

const grown = (worth: CurrencyWorth, contracts: readonly ContractWorth[]): CurrencyWorth => ({
  currency: worth.currency,
  contracts: worth.contracts + contracts.length,
  customers: worth.customers + 1,
  arr: contracts.reduce((sum, { arr }) => sum.plus(arr), worth.arr),
  acv: contracts.reduce((sum, { acv }) => sum.plus(acv), worth.acv),
  largest: [...worth.largest, ...contracts].toSorted(largestFirst).slice(0, LARGEST),
});

/**
 * Adds up what contracts are worth by currency, customer by customer, in constant memory. A contract counts as in the
 * books: with ARR, and not beside one of its customer that renews it.
 */
export const tallyWorth = () => {
  const currencies = new Map<string, CurrencyWorth>();
  return {
    /** The active contracts of one customer, all of them. */
    add: (ofCustomer: readonly ContractWorth[]): void => {
      const counted = countedContracts(ofCustomer).filter(({ arr }) => arr.gt(0));
      for (const [currency, contracts] of Map.groupBy(counted, (contract) => contract.currency))
        currencies.set(currency, grown(currencies.get(currency) ?? { currency, ...NOTHING }, contracts));
    },
    worth: (): readonly CurrencyWorth[] =>
      [...currencies.values()].toSorted((a, b) => compareCodePoints(a.currency, b.currency)),
  };
};
