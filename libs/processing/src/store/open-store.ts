import { addMonths, CALC_VERSION, type CivilDate, DEFAULT_POLICY, type Policy } from '@app/domain';
import { isPolicyFault, policyDifference, policyId, policyJson, readPolicy } from '@app/wire';
import type { Books, PolicyAtHand, StoredPolicy } from './books.ts';

/** The store is valued by another policy. The message says which keys differ, and how. */
export class PolicyDiffersError extends Error {
  constructor(differences: readonly string[]) {
    super(`the store is valued by another policy: ${differences.join('; ')}`);
    this.name = 'PolicyDiffersError';
  }
}

/** The contracts of the store were valued by another calculation, so `acv restate` has to value them again. */
export class CalculationDiffersError extends Error {
  constructor(stored: string) {
    super(
      `the contracts of the store are valued by calculation ${stored}, this program uses ${CALC_VERSION}; ` +
        'run acv restate to value them again (the policy can stay as it is)',
    );
    this.name = 'CalculationDiffersError';
  }
}

/** A value is JSON text already. Null: one policy lacks a key that the other has. */
const shown = (value: string | null): string => value ?? 'absent';

export const readStoredPolicy = ({ policy }: StoredPolicy): Policy => {
  const read = readPolicy(policy);
  if (isPolicyFault(read)) throw new Error(`the policy in the store is invalid: ${read.message}`);
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

/** The horizon of contracts whose value changes with every renewal, and the minimum below which it is extended. */
const HORIZON_MONTHS = 60;
const HORIZON_AT_LEAST_MONTHS = 24;

/**
 * Opens the store under its policy. A new store gets the given policy or the default. An existing one keeps its own,
 * and another one is refused. Throws `PolicyDiffersError`, `CalculationDiffersError`.
 */
export const openStore = async (books: Books, given: Policy | null, today: CivilDate): Promise<PolicyAtHand> => {
  const stored = await books.storedPolicy();
  if (stored !== null) return agreed(stored, given);
  const policy = given ?? DEFAULT_POLICY;
  const opened = await books.open(policyId(policy), policyJson(policy), addMonths(today, HORIZON_MONTHS));
  return agreed(opened, given);
};

/** The policy of a store that is only read; null if the store was never opened. Throws `CalculationDiffersError`. */
export const storedPolicyAtHand = async (books: Books): Promise<PolicyAtHand | null> => {
  const stored = await books.storedPolicy();
  return stored === null ? null : agreed(stored, null);
};

/** Extends the horizon of renewals. Call it before snapshots of a day are taken. */
export const lookAhead = async (books: Books, asOf: CivilDate): Promise<void> => {
  await books.extendHorizon(addMonths(asOf, HORIZON_AT_LEAST_MONTHS), addMonths(asOf, HORIZON_MONTHS));
};
