import type { ContractId } from '@app/domain';
import type { SetAsideContract } from '@app/processing';

export type SetAsideRow = Readonly<{
  contract_id: ContractId;
  reason: string;
  cost_ms: number;
  attempts: number;
  since: Date;
  next_attempt_at: Date;
}>;

export const setAsideFrom = (row: SetAsideRow): SetAsideContract => ({
  contractId: row.contract_id,
  reason: row.reason,
  costMs: row.cost_ms,
  attempts: row.attempts,
  since: row.since,
  nextAttemptAt: row.next_attempt_at,
});
