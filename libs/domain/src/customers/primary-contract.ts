import { compareCodePoints } from '../text/code-points.ts';
import type { ActiveContract } from './active-contract.ts';
import type { ReportingContract } from './reporting-contracts.ts';

/**
 * The contract with the largest ARR in the reporting currency; ties go to the smallest id (definitions, section 6).
 * Null for a customer without contracts.
 */
export const primaryContract = <C extends Pick<ActiveContract, 'contractId'>>(
  contracts: readonly ReportingContract<C>[],
): C | null => {
  const [first] = contracts.toSorted(
    (a, b) => b.arr.comparedTo(a.arr) || compareCodePoints(a.contract.contractId, b.contract.contractId),
  );
  return first?.contract ?? null;
};
