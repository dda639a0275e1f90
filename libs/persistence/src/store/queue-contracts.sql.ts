import { shardOf } from '../database/locks.ts';

/**
 * Moves the horizon to $2 if it is before $1, and queues the contracts whose last stored renewal ends before the new
 * horizon; by contract_known_until.
 */
export const EXTEND_HORIZON = `
WITH extended AS (
  UPDATE store SET horizon = $2 WHERE horizon < $1 RETURNING horizon
)
INSERT INTO unfolded (lane, contract_id)
SELECT contract.lane, contract.contract_id
FROM contract, extended
WHERE contract.known_until < extended.horizon`;

/** Queues the contracts with a span that begins or ends after day $1 and up to day $2; one pass over the runs. */
export const QUEUE_AT_TURN_OF_DAY = `
INSERT INTO unfolded (lane, contract_id)
SELECT ${shardOf('run.contract_id')}, run.contract_id
FROM span_run AS run
WHERE run.valid_from <= $2 AND run.valid_to > $1
  AND EXISTS (SELECT FROM unnest(run.days || run.valid_to) AS edge(day) WHERE edge.day > $1 AND edge.day <= $2)
GROUP BY run.contract_id`;
