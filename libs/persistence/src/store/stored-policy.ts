import type { StoredPolicy } from '@app/processing';
import type { Querying } from '../database/database.ts';

/** The policy of the store, from its only row. */
const STORED_POLICY = `SELECT policy_id, policy, calculation FROM store`;

type StoredPolicyRow = Readonly<{ policy_id: string; policy: unknown; calculation: string }>;

/** The policy of the store; null for a store that was never opened. */
export const storedPolicy = async (store: Querying): Promise<StoredPolicy | null> => {
  const [row] = await store.query<StoredPolicyRow>(STORED_POLICY);
  return row === undefined ? null : { policyId: row.policy_id, policy: row.policy, valuedBy: row.calculation };
};
