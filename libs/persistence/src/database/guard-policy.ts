import { CALC_VERSION, CalculationDiffersError } from '@app/processing';
import type { Transaction } from './database.ts';
import { shareStore } from './locks.ts';

/** The store is valued by another policy than this program was started with. */
export class OtherPolicyError extends Error {
  constructor(
    readonly stored: string,
    readonly given: string,
  ) {
    super(`the store is valued by policy ${stored.slice(0, 12)}, this program by ${given.slice(0, 12)}`);
    this.name = 'OtherPolicyError';
  }
}

/** Holds the store for this transaction and makes sure that it is still valued by the policy and the calculation at hand. */
export const guardPolicy = async (transaction: Transaction, policyId: string): Promise<void> => {
  await shareStore(transaction);
  const [row] = await transaction.query<{ policy_id: string; valued_by: string }>(
    'SELECT policy_id, valued_by FROM store',
  );
  const stored = row?.policy_id ?? 'none';
  if (stored !== policyId) throw new OtherPolicyError(stored, policyId);
  if (row !== undefined && row.valued_by !== CALC_VERSION) throw new CalculationDiffersError(row.valued_by);
};
