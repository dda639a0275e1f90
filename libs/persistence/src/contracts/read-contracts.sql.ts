import { FAR_BEHIND_RECORDS } from '../progress/far-behind.ts';

/**
 * Which lanes have stale contracts behind a cursor: one probe of unfolded_lane each. As a condition the planner made it a
 * join of the whole queue; from the beginning of a lane it is a walk over all that earlier folds took away.
 */
export const STALE_LANES = `
SELECT l.lane::int FROM unnest($1::smallint[], $2::text[]) AS l(lane, cursor), LATERAL (
  SELECT FROM unfolded u WHERE u.lane = l.lane AND u.contract_id > l.cursor ORDER BY u.contract_id LIMIT 1
) found`;

/**
 * The next stale contracts of some lanes with how many events each waits for. From a cursor on, for at its beginning the
 * index still holds what earlier folds took away.
 */
export const STALE_CONTRACTS = `
SELECT l.lane::int, c.contract_id, c.events
FROM unnest($1::smallint[], $2::text[]) WITH ORDINALITY AS l(lane, cursor, ordinal) CROSS JOIN LATERAL (
  SELECT contract_id, count(*)::int AS events FROM unfolded u
  WHERE u.lane = l.lane AND u.contract_id > l.cursor
  GROUP BY contract_id ORDER BY contract_id LIMIT $3
) c
ORDER BY l.ordinal, c.contract_id LIMIT $3`;

/** Of partitions that move: one that stands still keeps nobody from folding. */
export const IS_FILLING_UP = `
SELECT coalesce(sum(log_end - next_offset), 0) > ${FAR_BEHIND_RECORDS} AS is_filling_up
FROM progress WHERE updated_at > now() - interval '10 seconds'`;

/** How far spans are kept, and which merges of customers are known. */
export const FOLD_TERMS = `
SELECT horizon::text, coalesce((SELECT version FROM merge_version), 0)::text AS merge_version FROM store`;

export const HEADS = `
SELECT c.contract_id, c.creations, c.last_owner, c.last_record, c.has_mixed_sources, c.timeline, c.known_until::text, c.record, c.revision,
  b.valued_on::text, b.customer_id, b.currency, b.acv::text, b.contracted_acv::text, b.tcv::text, b.net_value::text,
  b.gross_value::text, b.term_months::text, b.booked_on::text, b.opened_on::text, b.is_replacement
FROM contract c LEFT JOIN booking b ON b.contract_id = c.contract_id WHERE c.contract_id = ANY($1)`;

const LEDGER_COLUMNS = `l.seq::int8 AS seq, l.contract_id, l.source, l.id, l.type, l.mode, l.time, l.subject, l.value AS text`;

/**
 * Takes just the rows that this fold sees, what is committed meanwhile stays stale, and gives their events: one probe of
 * ledger_contract each. As a join the planner might read the whole ledger, because it cannot know how many are taken. A merge
 * of customers is an event of no contract: it has a number and nothing else.
 */
export const TAKE_UNFOLDED = `
WITH taken AS (
  DELETE FROM unfolded u USING unnest($1::smallint[], $2::text[]) AS w(lane, contract_id)
  WHERE u.lane = w.lane AND u.contract_id = w.contract_id RETURNING u.contract_id, u.seq
)
SELECT taken.contract_id AS stale_contract, taken.seq::int8 AS taken_seq, l.*
FROM taken LEFT JOIN LATERAL (
  SELECT ${LEDGER_COLUMNS} FROM ledger l WHERE l.contract_id = taken.contract_id AND l.seq = taken.seq OFFSET 0
) l ON true
WHERE taken.seq IS NOT NULL`;

/** By ledger_contract. */
export const EVENTS_BY_SEQ = `
SELECT ${LEDGER_COLUMNS}
FROM unnest($1::text[], $2::bigint[]) AS wanted(contract_id, seq)
JOIN ledger l ON l.contract_id = wanted.contract_id AND l.seq = wanted.seq`;

/** By ledger_contract. */
export const ALL_EVENTS = `SELECT ${LEDGER_COLUMNS} FROM ledger l WHERE l.contract_id = ANY($1)`;

/** From the span that holds the day, or the last before it, on; by primary key. */
export const SPANS_FROM = `
SELECT s.contract_id, s.valid_from::text, s.valid_to::text, s.seq::int8, s.customer_id, s.currency, s.arr::text,
  s.gross_arr::text, s.acv::text, s.contracted_acv::text, s.contract_value::text, s.one_time::text,
  s.expected_usage::text, s.attributes, s.renews, s.lines, s.term_start::text, s.term_end::text, s.auto_renew,
  s.anchor::text
FROM unnest($1::text[], $2::date[]) AS tail(contract_id, day)
JOIN contract_span s ON s.contract_id = tail.contract_id AND s.valid_from >= coalesce(
  (SELECT max(b.valid_from) FROM contract_span b WHERE b.contract_id = tail.contract_id AND b.valid_from <= tail.day),
  '-infinity')
ORDER BY s.contract_id, s.valid_from`;

export const CHARGES_FROM = `
SELECT c.contract_id, c.date::text, c.seq::int8, c.amount::text, c.currency, c.customer_id
FROM unnest($1::text[], $2::date[]) AS tail(contract_id, day)
JOIN one_time_charge c ON c.contract_id = tail.contract_id AND c.date >= tail.day`;
