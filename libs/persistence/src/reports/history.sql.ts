import { laneOf } from '../database/locks.ts';

/** By primary key. */
export const KEPT_REVISIONS = `
SELECT grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on::text, as_of::text,
  emitted_at, content::text AS content, take_id::text
FROM snapshot WHERE grain = $1 AND period = $2 AND dimension = $3 AND segment = $4
ORDER BY revision`;

/** By primary key. */
export const IS_PERIOD_REPORTED = `
SELECT EXISTS (SELECT FROM snapshot WHERE grain = $1 AND period = $2) AS is_reported`;

export const IS_SEGMENT_REPORTED = `
SELECT EXISTS (SELECT FROM snapshot WHERE dimension = $1 AND segment = $2) AS is_reported`;

/**
 * Contracts with changes that the takes behind $1 and up to $2 read and that the period sees: on its days from $3 to
 * the measured one ($4), the prior ($5) or the year-ago one ($6). Where they are more than $7, those first that stand
 * nowhere any more, then those with the largest ARR on any day. A merge is an event of each contract that it moved, and is
 * counted once. One pass over the changes.
 */
export const TOUCHED = `
WITH seen AS (
  SELECT contract_id, customers, events FROM change
  WHERE take_id > $1 AND take_id <= $2
    AND ((first_day <= $4::date AND last_day > $3::date) OR (first_day <= $5::date AND last_day > $5::date)
      OR (first_day <= $6::date AND last_day > $6::date))
), touched AS MATERIALIZED (
  SELECT contract_id, array_agg(DISTINCT event ORDER BY event)::text[] AS events
  FROM seen, unnest(events) AS event GROUP BY contract_id
), owners AS MATERIALIZED (
  SELECT contract_id, array_agg(DISTINCT customer) AS customers
  FROM seen, unnest(customers) AS customer GROUP BY contract_id
), largest AS (
  SELECT t.contract_id, (SELECT max(s.arr) FROM contract_span s WHERE s.contract_id = t.contract_id) AS arr FROM touched t
)
SELECT contract_id, coalesce(owners.customers, '{}') AS customers, t.events,
  (SELECT count(DISTINCT event)::int FROM touched, unnest(touched.events) AS event) AS all_events
FROM touched t JOIN largest USING (contract_id) LEFT JOIN owners USING (contract_id)
ORDER BY largest.arr DESC NULLS FIRST, contract_id LIMIT $7`;

/** By contract_span_customer. */
export const CONTRACTS_OF = `
SELECT DISTINCT contract_id FROM contract_span WHERE customer_id = ANY($1) ORDER BY contract_id`;

/** Every folded event of the contracts, with the take that read its change. By ledger_contract; one pass over the changes. */
export const EVENTS_KNOWN = `
WITH told AS MATERIALIZED (
  SELECT c.contract_id, e.seq, c.take_id FROM change c, unnest(c.events) AS e(seq) WHERE c.contract_id = ANY($1)
)
SELECT l.seq::int8 AS seq, l.contract_id, l.source, l.id, l.type, l.mode, l.time, l.subject, l.value AS text,
  CASE WHEN told.seq IS NULL THEN '0' ELSE told.take_id::text END AS taken_by
FROM ledger l LEFT JOIN told ON told.contract_id = l.contract_id AND told.seq = l.seq
WHERE l.contract_id = ANY($1) AND NOT EXISTS (
  SELECT FROM unfolded u WHERE u.lane = ${laneOf('l.contract_id')} AND u.contract_id = l.contract_id AND u.seq = l.seq
)
ORDER BY l.contract_id, l.seq`;

/**
 * Every merge of customers, with the first take that read a change which names it. By ledger_contract; where there are
 * merges one pass over the changes and one over the events that wait for a fold.
 */
export const MERGES_KNOWN = `
WITH merge AS MATERIALIZED (
  SELECT * FROM ledger WHERE contract_id IS NULL
), told AS MATERIALIZED (
  SELECT e.seq, min(c.take_id) AS take_id FROM change c, unnest(c.events) AS e(seq)
  WHERE EXISTS (SELECT FROM merge) AND e.seq IN (SELECT seq FROM merge) GROUP BY e.seq
)
SELECT m.seq::int8 AS seq, m.source, m.id, m.type, m.mode, m.time, m.subject, m.value AS text,
  (extract(epoch FROM m.ingested_at) * 1000000)::int8::text AS appended_at,
  CASE
    WHEN told.seq IS NOT NULL THEN told.take_id::text
    WHEN m.seq IN (SELECT u.seq FROM unfolded u WHERE u.seq IS NOT NULL) THEN NULL
    ELSE '0'
  END AS taken_by
FROM merge m LEFT JOIN told USING (seq)
ORDER BY m.seq`;

export const BOUNDS = `SELECT (SELECT min(valid_from)::text FROM contract_span) AS first_day, horizon::text FROM store`;
