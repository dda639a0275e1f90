import { IS_NOT_ASIDE } from '../contracts/set-aside.sql.ts';
import { shardOf } from '../database/locks.ts';
import { spansOn } from '../runs/spans-of-runs.sql.ts';

/** What waits to be folded, without contracts that are set aside, and the age of the oldest event; a pass over the queue. */
export const QUEUE = `
SELECT count(DISTINCT contract_id)::int AS contracts, min(contract_id) AS example, (
  SELECT extract(epoch FROM now() - min(ledger.ingested_at))::float8
  FROM (SELECT id, source, seq FROM unfolded WHERE value IS NOT NULL AND ${IS_NOT_ASIDE} ORDER BY seq LIMIT 1) AS oldest
  JOIN ledger ON ledger.id = oldest.id AND ledger.source = oldest.source AND ledger.seq = oldest.seq
) AS age
FROM unfolded
WHERE ${IS_NOT_ASIDE}`;

/**
 * Rows of the queue in another shard than their contract's, or with a number that is neither that of a folded event nor
 * that of a merge; or with an event that the ledger does not have. By primary keys.
 */
export const STRAY_ROWS = `
SELECT queued.contract_id, queued.seq::text
FROM (SELECT lane, contract_id, seq, id, source, value IS NULL AS is_number FROM unfolded LIMIT 10000) AS queued
WHERE queued.lane <> ${shardOf('queued.contract_id')} OR (
  NOT is_number AND NOT EXISTS (
    SELECT FROM ledger WHERE id = queued.id AND source = queued.source AND seq = queued.seq
  )
) OR (
  is_number AND queued.seq IS NOT NULL
  AND NOT EXISTS (SELECT FROM event_pack WHERE contract_id = queued.contract_id AND queued.seq = ANY(seqs))
  AND NOT EXISTS (SELECT FROM merge_event WHERE seq = queued.seq)
)
LIMIT 20`;

/**
 * Events of the ledger that are neither in the queue nor in a pack, nor a merge that is kept. $1 bounds the rows that are
 * looked at. By the primary keys of event_pack and merge_event, and by unfolded_lane.
 */
export const EVENTS_WITHOUT_TEXT = `
SELECT event.contract_id, event.id, event.source, event.seq::text
FROM (SELECT seq, id, source, contract_id FROM ledger LIMIT $1) AS event
WHERE CASE WHEN event.contract_id IS NULL
  THEN NOT EXISTS (SELECT FROM merge_event WHERE merge_event.seq = event.seq)
  ELSE NOT EXISTS (
    SELECT FROM event_pack
    WHERE event_pack.contract_id = event.contract_id AND event_pack.first_seq <= event.seq
      AND event.seq = ANY(event_pack.seqs)
  ) AND NOT EXISTS (
    SELECT FROM unfolded
    WHERE unfolded.lane = ${shardOf('event.contract_id')} AND unfolded.contract_id = event.contract_id
      AND unfolded.seq = event.seq AND unfolded.value IS NOT NULL
  )
END
LIMIT 50`;

/** Changes that no take has seen, by change_untaken, and the last sign of life of the snapshotter. */
export const UNTAKEN = `
SELECT
  (SELECT count(*) FROM change WHERE take_id IS NULL)::int AS changes,
  (SELECT count(*) FROM fx_change)::int AS rates,
  (SELECT extract(epoch FROM now() - seen_at)::float8 FROM snapshotter) AS "seenAge",
  as_of::text AS "asOf"
FROM store`;

/** Partitions whose reader knew of more records, and has stood still since; a row for each partition. */
export const LEFT_PARTITIONS = `
SELECT topic, partition, next_offset::text AS next, (log_end - next_offset)::text AS behind, updated_at AS since
FROM progress
WHERE log_end > next_offset AND updated_at < now() - interval '1 minute'
ORDER BY topic, partition`;

/** The last rates of each other currency that is in use on the day $1, the latest first; one pass over the spans. */
export const RATES_IN_USE = `
SELECT used.currency, ARRAY(
  SELECT date::text FROM fx_rate WHERE fx_rate.currency = used.currency ORDER BY fx_rate.date DESC LIMIT 13
) AS dates
FROM (
  SELECT DISTINCT currency FROM ${spansOn('$1::date', ['currency', 'arr'])} AS span WHERE arr > 0 AND currency <> $2
) AS used
ORDER BY used.currency`;

/**
 * Customers whose first active day lies before the first span with ARR of their contracts, or after it although none of
 * their contracts is renewed by another one, which can hide its days. $1 bounds the customers that are looked at. By
 * span_run_customer and span_run_renews.
 */
export const CUSTOMERS_THAT_DIFFER = `
SELECT customer_id, first_active::text, first_day::text
FROM (
  SELECT customer.customer_id, customer.first_active, (
    SELECT min(valid_from) FROM contract_span WHERE customer_id = customer.customer_id AND arr > 0
  ) AS first_day
  FROM (SELECT customer_id, first_active FROM customer LIMIT $1) AS customer
) AS compared
WHERE first_active IS DISTINCT FROM first_day
  AND NOT EXISTS (SELECT FROM change WHERE take_id IS NULL AND customers @> ARRAY[compared.customer_id COLLATE "C"])
  AND (
    first_active < first_day
    OR first_day IS NULL
    OR NOT EXISTS (
      SELECT FROM span_run AS own JOIN span_run AS later ON later.renews @> ARRAY[own.contract_id]
      WHERE own.customer_id = compared.customer_id
    )
  )
ORDER BY customer_id
LIMIT 50`;
