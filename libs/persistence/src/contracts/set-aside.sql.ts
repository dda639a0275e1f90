import { columnNames, type Columns, unnestedAs } from '../database/column-arrays.ts';
import { shardOf } from '../database/locks.ts';

const COLUMNS = 'contract_id, reason, cost_ms, attempts, since, next_attempt_at';

/** A condition on a row of `unfolded`: its contract is not set aside, so it does not wait for a fold of its own. */
export const IS_NOT_ASIDE =
  'NOT EXISTS (SELECT FROM contract_set_aside aside WHERE aside.contract_id = unfolded.contract_id)';

/** They are few: nearly every store has none. */
export const SET_ASIDE = `SELECT ${COLUMNS} FROM contract_set_aside ORDER BY next_attempt_at, contract_id`;

/** One of them with its shard, unless another fold holds it. */
export const TAKE_SET_ASIDE = `
SELECT ${COLUMNS}, ${shardOf('contract_id')}::int AS shard
FROM contract_set_aside WHERE contract_id = $1 FOR UPDATE SKIP LOCKED`;

export const QUEUE_COLUMNS = {
  contract_id: 'text',
  // A `bigint` that can be null.
  seq: 'numeric',
  source: 'text',
  id: 'text',
  mode: 'text',
  type: 'text',
  time: 'text',
  subject: 'text',
  headers: 'text',
  value: 'text',
} as const satisfies Columns;

/** Queues events again that a fold has dequeued; without a number a contract is stale without an event. */
export const QUEUE_AGAIN = `
INSERT INTO unfolded (lane, ${columnNames(QUEUE_COLUMNS)})
SELECT ${shardOf('again.contract_id')}, again.* FROM (
  SELECT ${unnestedAs(QUEUE_COLUMNS)}
) AS again`;

export const SET_THESE_ASIDE = `
INSERT INTO contract_set_aside (${COLUMNS})
SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::timestamptz[], $6::timestamptz[])
ON CONFLICT (contract_id) DO UPDATE SET reason = excluded.reason, cost_ms = excluded.cost_ms,
  attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at`;

/** By primary key, of a table that is nearly always empty. */
export const NO_LONGER_ASIDE = 'DELETE FROM contract_set_aside WHERE contract_id = ANY($1)';
