import { laneOf } from '../database/locks.ts';

const isIn = (id: string): string => `${id} IN (SELECT segment_set_id FROM segment_set WHERE segments[$1] = $2)`;
const STOOD = `coalesce(prior_arr > 0 AND ${isIn('prior_segment_set_id')}, false)`;
const HELD = `coalesce(base_arr > 0 AND ${isIn('base_segment_set_id')}, false)`;
const STANDS = `coalesce(arr > 0 AND ${isIn('segment_set_id')}, false)`;

/** The segment sets of a comparison. */
export const SEGMENT_SETS_OF_POSITIONS =
  'SELECT segment_set_id FROM customer_position UNION SELECT prior_segment_set_id FROM customer_position';

/** What each customer of a segment ($2) of a dimension ($1, its place) has there on the two days. */
const CUSTOMERS = `
  SELECT customer_id, prior_arr, received_arr, given_arr, arr_at_prior_rate, arr, was_active_before, ${STOOD} AS was_there,
    ${STOOD} OR ${HELD} AS stood, ${STANDS} AS stands
  FROM customer_position WHERE ${STOOD} OR ${HELD} OR ${STANDS}`;

export const STANDING = `
WITH customer AS (${CUSTOMERS})
SELECT coalesce(sum(arr) FILTER (WHERE stands), 0)::text AS arr, (count(*) FILTER (WHERE stands))::int AS logos,
  coalesce(sum(prior_arr) FILTER (WHERE was_there), 0)::text AS prior_arr, (count(*) FILTER (WHERE was_there))::int AS prior_logos
FROM customer`;

/**
 * The customers that moved the segment most at constant currency. One that moves in or out moves it by all of its ARR, and
 * so does what changed hands.
 */
export const LARGEST_MOVES = `
WITH customer AS (${CUSTOMERS}), moved AS (
  SELECT *, CASE WHEN stands THEN arr_at_prior_rate ELSE 0 END - CASE WHEN was_there THEN prior_arr ELSE 0 END AS move
  FROM customer
)
SELECT customer_id, prior_arr::text, received_arr::text, given_arr::text, arr_at_prior_rate::text, arr::text, was_active_before, stood,
  stands
FROM moved WHERE move <> 0
ORDER BY abs(move) DESC, customer_id LIMIT $3`;

/** By unfolded_lane. */
export const IS_STALE = `
SELECT EXISTS (SELECT FROM unfolded WHERE lane = ${laneOf('$1')} AND contract_id = $1) AS stale`;

/** The current revision of one segment; by primary key, backwards. */
export const CURRENT_OF = `
SELECT grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on::text, as_of::text,
  emitted_at, content::text AS content
FROM snapshot WHERE grain = $1 AND period = $2 AND dimension = $3 AND segment = $4
ORDER BY revision DESC LIMIT 1`;

/** The last day taken, and the first on which any contract is active: what the days of a comparison follow from. */
export const BOOKS_DAYS = `
SELECT as_of::text, (SELECT min(valid_from)::text FROM contract_span) AS first_day FROM store`;
