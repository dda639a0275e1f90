import { EVENT_COLUMNS } from '../packs/read-packs.sql.ts';

/** Every revision of a segment in a period, in order; by primary key. */
export const REVISIONS_OF_SEGMENT = `
SELECT grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on::text, as_of::text,
  emitted_at, content::text AS content, take_id::text
FROM snapshot
WHERE grain = $1 AND period = $2 AND dimension = $3 AND segment = $4
ORDER BY revision`;

/** Whether any segment was reported in a period; by primary key. */
export const IS_PERIOD_REPORTED = `
SELECT EXISTS (SELECT FROM snapshot WHERE grain = $1 AND period = $2) AS is_reported`;

/** Whether a segment was reported in any period; at most one pass over the snapshots. */
export const IS_SEGMENT_REPORTED = `
SELECT EXISTS (SELECT FROM snapshot WHERE dimension = $1 AND segment = $2) AS is_reported`;

/**
 * Contracts with changes that takes after $1 and up to $2 read and that the period sees: on its days from $3 to the
 * measured one ($4), on the prior day ($5) or on the year-ago day ($6). Of more than $7 contracts those without a span
 * come first, then those with the largest ARR on any day. A merge is an event of each contract that it moved, and
 * `all_events` counts it once. One pass over the changes; the spans by primary key.
 */
export const TOUCHED_CONTRACTS = `
WITH seen AS (
  SELECT contract_id, customers, events
  FROM change
  WHERE take_id > $1 AND take_id <= $2
    AND (
      (first_day <= $4::date AND last_day > $3::date)
      OR (first_day <= $5::date AND last_day > $5::date)
      OR (first_day <= $6::date AND last_day > $6::date)
    )
), touched AS MATERIALIZED (
  SELECT contract_id, array_agg(DISTINCT event ORDER BY event)::text[] AS events
  FROM seen, unnest(events) AS event
  GROUP BY contract_id
), owners AS MATERIALIZED (
  SELECT contract_id, array_agg(DISTINCT customer) AS customers
  FROM seen, unnest(customers) AS customer
  GROUP BY contract_id
), largest AS (
  SELECT touched.contract_id,
    (SELECT max(span.arr) FROM contract_span AS span WHERE span.contract_id = touched.contract_id) AS arr
  FROM touched
)
SELECT contract_id, coalesce(owners.customers, '{}') AS customers, touched.events,
  (SELECT count(DISTINCT event)::int FROM touched, unnest(touched.events) AS event) AS all_events
FROM touched
JOIN largest USING (contract_id)
LEFT JOIN owners USING (contract_id)
ORDER BY largest.arr DESC NULLS FIRST, contract_id
LIMIT $7`;

/** The contracts that these customers have had; by span_run_customer. */
export const CONTRACTS_OF_CUSTOMERS = `
SELECT DISTINCT contract_id FROM span_run WHERE customer_id = ANY($1) ORDER BY contract_id`;

/**
 * The takes that know events of the contracts: a row for each event of which a change, or a retranslation, says it.
 * `taken_by` is the first take that read a change with the event, null if no take has read it yet; `brought_after` and
 * `counted_until` are the last takes before the retranslations that brought and that superseded the event, null if there
 * was none. One pass over the changes; retranslations by primary key.
 */
export const TAKES_OF_EVENTS = `
WITH changing AS (
  SELECT event.seq, min(change.take_id) AS taken_by
  FROM change, unnest(change.events) AS event(seq)
  WHERE change.contract_id = ANY($1)
  GROUP BY change.contract_id, event.seq
), brought AS (
  SELECT event.seq, after_take FROM retranslated_event AS event JOIN retranslation USING (retranslation_id)
  WHERE event.contract_id = ANY($1)
), superseded AS (
  SELECT event.seq, after_take FROM superseded_event AS event JOIN retranslation USING (retranslation_id)
  WHERE event.contract_id = ANY($1)
)
SELECT seq::int8 AS seq, changing.seq IS NOT NULL AS is_changing, changing.taken_by::text,
  brought.after_take::text AS brought_after, superseded.after_take::text AS counted_until
FROM changing FULL JOIN brought USING (seq) FULL JOIN superseded USING (seq)`;

/**
 * Every merge of customers, with the first take that read a change which names it: 0 if no change names it, null if no
 * take has read one yet or contracts still wait for their fold. When it was accepted by the primary key of the ledger; if
 * there are merges, one pass over the changes and one over the events that wait for a fold.
 */
export const MERGES_WITH_TAKES = `
WITH changing AS MATERIALIZED (
  SELECT event.seq, min(change.take_id) AS take_id
  FROM change, unnest(change.events) AS event(seq)
  WHERE EXISTS (SELECT FROM merge_event) AND event.seq IN (SELECT seq FROM merge_event)
  GROUP BY event.seq
)
SELECT ${EVENT_COLUMNS('merge')},
  (extract(epoch FROM ledger.ingested_at) * 1000000)::int8::text AS appended_at,
  CASE
    WHEN changing.seq IS NOT NULL THEN changing.take_id::text
    WHEN merge.seq IN (SELECT unfolded.seq FROM unfolded WHERE unfolded.seq IS NOT NULL) THEN NULL
    ELSE '0'
  END AS taken_by
FROM merge_event AS merge
JOIN ledger ON ledger.id = merge.id AND ledger.source = merge.source AND ledger.seq = merge.seq
LEFT JOIN changing ON changing.seq = merge.seq
ORDER BY merge.seq`;
