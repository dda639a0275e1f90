import { CALC_VERSION } from '@app/domain';
import { CalculationDiffersError } from '@app/processing';
import type { Transaction } from './database.ts';
import { assertKnown } from './missing-migrations.ts';
import { shareStore } from './locks.ts';

/** The store is valued by another policy than this program was started with. */
export class OtherPolicyError extends Error {
  override readonly name = 'OtherPolicyError';

  constructor(
    readonly stored: string,
    readonly given: string,
  ) {
    super(
      `the store is valued by policy ${stored.slice(0, 12)}, this program by policy ${given.slice(0, 12)}: ` +
        'start it again to work under the policy of the store',
    );
  }
}

/** The migrations are read with the policy, because a newer program may migrate the store while this one runs. */
const TERMS = `
SELECT policy_id, calculation, (SELECT array_agg(name::text ORDER BY id) FROM schema_migration) AS migrations FROM store`;

type TermsRow = Readonly<{ policy_id: string; calculation: string; migrations: readonly string[] | null }>;

/**
 * Throws `NewerSchemaError` if a newer program has migrated the store, and `OtherPolicyError` or
 * `CalculationDiffersError` if another policy or another calculation valued it. A REPEATABLE READ transaction that
 * begins with this reads only what that policy valued, because a restatement is one transaction. It locks nothing, so it
 * takes no more than the role of readers.
 */
export const checkPolicy = async ({ query }: Transaction, policyId: string): Promise<void> => {
  const [row] = await query<TermsRow>(TERMS);
  assertKnown(row?.migrations ?? []);
  const stored = row?.policy_id ?? 'none';
  if (stored !== policyId) throw new OtherPolicyError(stored, policyId);
  if (row !== undefined && row.calculation !== CALC_VERSION) throw new CalculationDiffersError(row.calculation);
};

/** Keeps the policy of the store as it is until the transaction ends. Throws as `checkPolicy` does. */
export const guardPolicy = async (transaction: Transaction, policyId: string): Promise<void> => {
  await shareStore(transaction);
  await checkPolicy(transaction, policyId);
};
