import type { ContractId } from '@app/domain';
import type { SetAsideContract } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { SET_ASIDE } from './set-aside.sql.ts';

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

/** The contracts that are set aside, the next to be tried first. */
export const readSetAside = async (store: Querying): Promise<readonly SetAsideContract[]> =>
  (await store.query<SetAsideRow>(SET_ASIDE)).map(setAsideFrom);
