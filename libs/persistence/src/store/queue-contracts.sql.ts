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

/** Queues the contracts with a span that begins or ends after day $1 and up to day $2; one pass over the spans. */
export const QUEUE_AT_TURN_OF_DAY = `
INSERT INTO unfolded (lane, contract_id)
SELECT DISTINCT ${shardOf('span.contract_id')}, span.contract_id
FROM contract_span AS span
WHERE (span.valid_from > $1 AND span.valid_from <= $2) OR (span.valid_to > $1 AND span.valid_to <= $2)`;
