import { compareCodePoints } from '../text/code-points.ts';
import type { ActiveContract } from './active-contract.ts';
import type { Rates } from './reporting-amount.ts';

/** Day 1 of a comparison, as far as one contract of day 0 is concerned. */
export type DayOne = Readonly<{
  /** The same contract, with whatever customer has it; null where it is no longer active. */
  contract: Pick<ActiveContract, 'customerId'> | null;
  /** The active contracts that name it, of any customer. */
  renewing: readonly Pick<ActiveContract, 'contractId' | 'customerId' | 'currency' | 'arr'>[];
  /** The rates of day 1. */
  rates: Rates;
  /** Whether a customer has ARR above 0 on day 1. */
  isActive: (customerId: string) => boolean;
}>;

/**
 * Who has a contract of day 0 on day 1, where that is another customer than on day 0; else null (definitions, section 7,
 * changed hands). By itself, left out or not; or, once it is no longer active, by a contract with ARR and a rate that
 * renews it: of several the one with the smallest id, and by none where its own customer has one.
 * The contract has to count for its customer on day 0: active and not left out.
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
