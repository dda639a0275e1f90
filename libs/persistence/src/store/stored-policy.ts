import type { StoredPolicy } from '@app/processing';

export type StoredPolicyRow = Readonly<{ policy_id: string; policy: unknown; valued_by: string }>;

export const storedPolicyFrom = ({ policy_id, policy, valued_by }: StoredPolicyRow): StoredPolicy => ({
  policyId: policy_id,
  policy,
  valuedBy: valued_by,
});
