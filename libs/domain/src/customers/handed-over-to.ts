import { compareCodePoints } from '../text/code-points.ts';
import type { ActiveContract } from './active-contract.ts';
import type { Rates } from './reporting-amount.ts';

/** The facts of day 1 of a comparison that decide whether one contract of day 0 is handed over. */
export type DayOne = Readonly<{
  /** The same contract with the customer that has it on day 1; null if it is no longer active. */
  contract: Pick<ActiveContract, 'customerId'> | null;
  /** The active contracts, of any customer, that name it in `renews`. */
  renewing: readonly Pick<ActiveContract, 'contractId' | 'customerId' | 'currency' | 'arr'>[];
  /** The rates of day 1. */
  rates: Rates;
  /** Whether a customer has ARR above 0 on day 1. */
  isActive: (customerId: string) => boolean;
}>;

/**
 * The other customer that has a contract of day 0 on day 1, or null if it was not handed over (definitions, section 7,
 * changed hands). The other customer has the contract itself, left out or not. If the contract is no longer active, the
 * other customer has the contract with ARR and a rate that renews it: of several the one with the smallest id, and none
 * if a contract of its own customer renews it. The contract counts for its customer on day 0: active and not left out.
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
