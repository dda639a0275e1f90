import { EVENT_COLUMNS } from '../packs/read-packs.sql.ts';
import { FAR_BEHIND_RECORDS } from '../progress/catching-up.ts';
import { measureTexts } from './measure-columns.sql.ts';
import { spansOfRuns, spansOn } from '../runs/spans-of-runs.sql.ts';
import { IS_NOT_ASIDE } from './set-aside.sql.ts';

/**
 * The shards that have stale contracts after a cursor: one probe of unfolded_lane for each. If it were a condition, the
 * planner would make it a join of the whole queue. A probe from the beginning of a shard would walk over all rows that
 * earlier folds deleted.
 */
export const STALE_SHARDS = `
SELECT shard.lane::int AS shard FROM unnest($1::smallint[], $2::text[]) AS shard(lane, cursor), LATERAL (
  SELECT FROM unfolded WHERE unfolded.lane = shard.lane AND unfolded.contract_id > shard.cursor
    AND ${IS_NOT_ASIDE}
  ORDER BY unfolded.contract_id LIMIT 1
) found`;

/**
 * The next stale contracts of some shards, with the number of events that each waits for. It begins at a cursor, because
 * before it the index still holds the rows that earlier folds deleted.
 */
export const STALE_CONTRACTS = `
SELECT shard.lane::int AS shard, stale.contract_id, stale.events
FROM unnest($1::smallint[], $2::text[]) WITH ORDINALITY AS shard(lane, cursor, ordinal) CROSS JOIN LATERAL (
  SELECT unfolded.contract_id, count(*)::int AS events FROM unfolded
  WHERE unfolded.lane = shard.lane AND unfolded.contract_id > shard.cursor AND ${IS_NOT_ASIDE}
  GROUP BY unfolded.contract_id ORDER BY unfolded.contract_id LIMIT $3
) stale
ORDER BY shard.ordinal, stale.contract_id LIMIT $3`;

/** Counts only partitions that move: one that is stuck must not keep contracts from being folded. */
export const IS_FILLING_UP = `
SELECT coalesce(sum(log_end - next_offset), 0) > ${FAR_BEHIND_RECORDS} AS is_filling_up
FROM progress WHERE updated_at > now() - interval '10 seconds'`;

/** The day up to which spans are kept, and the version of the merges of customers. */
export const FOLD_TERMS = `
SELECT horizon::text, coalesce((SELECT version FROM merge_version), 0)::text AS merge_version FROM store`;

/**
 * By the primary keys. OFFSET 0 makes the planner look bookings up one by one: of a hundred thousand contracts it would
 * read all of them for each fold.
 */
export const HEADS = `
SELECT contract.contract_id, contract.creations, contract.last_owner, contract.last_record, contract.has_mixed_sources,
  contract.timeline, contract.known_until::text, contract.record, contract.revision,
  booking.valued_on::text, booking.customer_id, booking.currency, booking.acv::text, booking.contracted_acv::text,
  booking.tcv::text, booking.net_value::text, booking.gross_value::text, booking.term_months::text,
  booking.booked_on::text, booking.opened_on::text, booking.is_replacement
FROM contract
LEFT JOIN LATERAL (SELECT * FROM booking WHERE booking.contract_id = contract.contract_id OFFSET 0) AS booking ON true
WHERE contract.contract_id = ANY($1)`;

/**
 * Dequeues exactly the rows that this fold sees, with their events; rows committed meanwhile stay stale. A merge of
 * customers has a number and nothing else. By one probe of unfolded_lane for each contract: as a join the planner might
 * read the whole queue, because it cannot know the number of rows.
 */
export const DEQUEUE_UNFOLDED = `
DELETE FROM unfolded
WHERE unfolded.ctid = ANY(ARRAY(
  SELECT queued.ctid
  FROM unnest($1::smallint[], $2::text[]) AS waiting(lane, contract_id)
  CROSS JOIN LATERAL (
    SELECT unfolded.ctid FROM unfolded
    WHERE unfolded.lane = waiting.lane AND unfolded.contract_id = waiting.contract_id
    OFFSET 0
  ) AS queued
))
RETURNING unfolded.contract_id, ${EVENT_COLUMNS('unfolded')}`;

/** The columns of a span as a fold reads them. */
export const SPAN_COLUMNS = `span.contract_id, span.valid_from::text, span.valid_to::text, span.seq::int8, span.customer_id,
  span.currency, ${measureTexts('span')}, span.attributes, span.renews, span.lines, span.term_start::text,
  span.term_end::text, span.auto_renew, span.anchor::text`;

/** The span of the contract $1 on the day $2; by primary key. */
export const SPAN_ON_DAY = `
SELECT ${SPAN_COLUMNS}
FROM ${spansOn('$2::date')} AS span
WHERE span.contract_id = $1`;

/** All spans of the contract $1, in order; by primary key. */
export const SPANS_OF_CONTRACT = `
SELECT ${SPAN_COLUMNS}
FROM contract_span AS span
WHERE span.contract_id = $1
ORDER BY span.valid_from`;

/** The spans of the run that holds the day, or of the last one before it, and of all later ones; by primary key. */
export const RUNS_FROM = `
SELECT ${SPAN_COLUMNS}, span.run_from::text
FROM unnest($1::text[], $2::date[]) AS tail(contract_id, day)
CROSS JOIN LATERAL ${spansOfRuns(`run.contract_id = tail.contract_id AND run.valid_from >= coalesce((
    SELECT max(earlier.valid_from) FROM span_run AS earlier
    WHERE earlier.contract_id = tail.contract_id AND earlier.valid_from <= tail.day
  ), '-infinity')`)} AS span
ORDER BY span.contract_id, span.valid_from`;

export const CHARGES_FROM = `
SELECT charge.contract_id, charge.date::text, charge.seq::int8, charge.amount::text, charge.currency, charge.customer_id
FROM unnest($1::text[], $2::date[]) AS tail(contract_id, day)
JOIN one_time_charge charge ON charge.contract_id = tail.contract_id AND charge.date >= tail.day`;
