import { type ActiveContract, compareCodePoints, type Rates } from '@app/domain';

/** Day 1 of a comparison, as one contract of day 0 sees it. */
export type DayOne = Readonly<{
  /** The same contract, of any customer; null where it is no longer active. */
  contract: Pick<ActiveContract, 'customerId'> | null;
  /** The active contracts that name it, of any customer. */
  renewing: readonly Pick<ActiveContract, 'contractId' | 'customerId' | 'currency' | 'arr'>[];
  /** The rates of day 1. */
  rates: Rates;
  /** Whether a customer has ARR above 0 on day 1. */
  isActive: (customerId: string) => boolean;
}>;

/**
 * The customer to which a contract of day 0 was handed over by day 1; null where it was not (definitions, section 7, changed
 * hands). The contract itself went there, left out or not; or it is no longer active, and a contract with ARR and a rate
 * renews it: of several the one with the smallest id, and none where its own customer has one.
 * The contract has to count for its customer on day 0, i.e. it is active and not left out.
 */
export const handedOverTo = (customerId: string, { contract, renewing, rates, isActive }: DayOne): string | null => {
  if (contract !== null) {
    return contract.customerId !== customerId && isActive(contract.customerId) ? contract.customerId : null;
  }
  const successors = renewing.filter(({ currency, arr }) => arr.gt(0) && rates.has(currency));
  if (successors.some((successor) => successor.customerId === customerId)) return null;
  const [first] = successors
    .filter((successor) => isActive(successor.customerId))
    .toSorted((a, b) => compareCodePoints(a.contractId, b.contractId));
  return first?.customerId ?? null;
};
