import { CALC_VERSION, type Policy } from '@app/domain';
import { isPolicyFault, policyDifference, policyId, readPolicy } from '@app/wire';
import type { StoredPolicy } from '../store/books.ts';
import { type DoctorFinding, finding } from './finding.ts';

/** Compares the stored policy with its id, and with the policy that services are started with; null: with none. */
export const examinePolicy = (
  { policyId: id, policy, valuedBy }: StoredPolicy,
  given: Policy | null,
): readonly DoctorFinding[] => {
  const calculation =
    valuedBy === CALC_VERSION
      ? []
      : [
          finding('calculation_differs', {
            object: valuedBy,
            what: `the contracts are valued by calculation ${valuedBy}, this program uses ${CALC_VERSION}`,
          }),
        ];
  const read = readPolicy(policy);
  if (isPolicyFault(read))
    return [...calculation, finding('policy_damaged', { what: `the stored policy is invalid: ${read.message}` })];
  const right = policyId(read);
  if (right !== id) {
    const what = `the store says that its policy is ${id.slice(0, 12)}; by its content it is ${right.slice(0, 12)}`;
    return [...calculation, finding('policy_damaged', { what })];
  }
  if (given === null || policyId(given) === id) return calculation;
  const keys = policyDifference(read, given).map(
    ({ key, stored, given: wanted }) => `${key} is ${stored ?? 'absent'} in the store, ${wanted ?? 'absent'} here`,
  );
  return [...calculation, finding('policy_differs', { what: keys.join('; ') })];
};
