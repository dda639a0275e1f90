import { addMonths, CALC_VERSION, type CivilDate, DEFAULT_POLICY, type Policy } from '@app/domain';
import { isPolicyFault, policyDifference, policyId, policyJson, readPolicy } from '@app/wire';
import type { Books, PolicyAtHand, StoredPolicy } from './books.ts';

/** The store is valued by another policy. Says which keys differ, and how. */
export class PolicyDiffersError extends Error {
  constructor(differences: readonly string[]) {
    super(`the store is valued by another policy: ${differences.join('; ')}`);
    this.name = 'PolicyDiffersError';
  }
}

/** The contracts of the store were valued by another calculation: every contract has to be valued anew. */
export class CalculationDiffersError extends Error {
  constructor(stored: string) {
    super(
      `the contracts of the store are valued by calculation ${stored}, this program calculates by ${CALC_VERSION}; ` +
        'run acv restate to value them anew (its policy can stay as it is)',
    );
    this.name = 'CalculationDiffersError';
  }
}

/** A value is JSON already; one policy may lack a key that the other has. */
const shown = (value: string | null): string => value ?? 'absent';

export const readStoredPolicy = ({ policy }: StoredPolicy): Policy => {
  const read = readPolicy(policy);
  if (isPolicyFault(read)) throw new Error(`the policy of the store is not one: ${read.message}`);
  return read;
};

const agreed = (stored: StoredPolicy, given: Policy | null): PolicyAtHand => {
  if (stored.valuedBy !== CALC_VERSION) throw new CalculationDiffersError(stored.valuedBy);
  const policy = readStoredPolicy(stored);
  if (given === null || policyId(given) === stored.policyId) return { policy, policyId: stored.policyId };
  const differences = policyDifference(policy, given);
  throw new PolicyDiffersError(
    differences.map(({ key, stored: is, given: wanted }) => `${key} is ${shown(is)} there, ${shown(wanted)} here`),
  );
};

/** How far ahead spans of contracts are kept whose renewals differ for ever, and when they are drawn further. */
const HORIZON_MONTHS = 60;
const HORIZON_AT_LEAST_MONTHS = 24;

/**
 * Opens the store under its policy. A new one gets the given policy, or the default; one that stands keeps its own, and
 * refuses another. Throws `PolicyDiffersError`, `CalculationDiffersError`.
 */
export const openStore = async (books: Books, given: Policy | null, today: CivilDate): Promise<PolicyAtHand> => {
  const stored = await books.storedPolicy();
  if (stored !== null) return agreed(stored, given);
  const policy = given ?? DEFAULT_POLICY;
  const opened = await books.open(policyId(policy), policyJson(policy), addMonths(today, HORIZON_MONTHS));
  return agreed(opened, given);
};

/** To be done before snapshots are taken of a day. */
export const lookAhead = async (books: Books, asOf: CivilDate): Promise<void> => {
  await books.extendHorizon(addMonths(asOf, HORIZON_AT_LEAST_MONTHS), addMonths(asOf, HORIZON_MONTHS));
};
