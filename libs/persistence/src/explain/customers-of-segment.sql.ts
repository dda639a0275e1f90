const isInSegment = (segmentSet: string): string =>
  `${segmentSet} IN (SELECT segment_set_id FROM segment_set WHERE segments[$1] = $2)`;

/** Whether a customer has ARR in the segment: on the prior day, then also with the ARR that changed hands since, and now. */
const IN_BEFORE = `coalesce(prior_arr > 0 AND ${isInSegment('prior_segment_set_id')}, false)`;
const BASE_BEFORE = `coalesce(base_arr > 0 AND ${isInSegment('base_segment_set_id')}, false)`;
const IN_NOW = `coalesce(arr > 0 AND ${isInSegment('segment_set_id')}, false)`;

/** The segment sets that customers have on the two days of a comparison; one pass over its customers. */
export const SEGMENT_SETS_OF_POSITIONS =
  'SELECT segment_set_id FROM customer_position UNION SELECT prior_segment_set_id FROM customer_position';

/**
 * The ARR on the two days of each customer that is or was in the segment $2 of the dimension $1, which is an index into
 * `segments`, from 1. One pass over the customers of the comparison.
 */
const CUSTOMERS_OF_SEGMENT = `
  SELECT customer_id, prior_arr, received_arr, given_arr, arr_at_prior_rate, arr, was_active_before,
    ${IN_BEFORE} AS in_before,
    ${IN_BEFORE} OR ${BASE_BEFORE} AS in_before_or_base,
    ${IN_NOW} AS in_now
  FROM customer_position
  WHERE ${IN_BEFORE} OR ${BASE_BEFORE} OR ${IN_NOW}`;

/** The standing of the segment ($1, $2) on the two days. */
export const STANDING_OF_SEGMENT = `
WITH customer AS (${CUSTOMERS_OF_SEGMENT})
SELECT
  coalesce(sum(arr) FILTER (WHERE in_now), 0)::text AS arr,
  (count(*) FILTER (WHERE in_now))::int AS logos,
  coalesce(sum(prior_arr) FILTER (WHERE in_before), 0)::text AS prior_arr,
  (count(*) FILTER (WHERE in_before))::int AS prior_logos
FROM customer`;

/**
 * The $3 customers that moved the segment ($1, $2) most at constant currency, ties then by the change of exchange rates
 * and the smallest id. A customer that enters or leaves the segment moves it by all of its ARR, and so does ARR that
 * changed hands. Customers that only the rates moved come last.
 */
export const LARGEST_MOVES = `
WITH customer AS (${CUSTOMERS_OF_SEGMENT}), moved AS (
  SELECT *,
    CASE WHEN in_now THEN arr_at_prior_rate ELSE 0 END - CASE WHEN in_before THEN prior_arr ELSE 0 END AS move,
    CASE WHEN in_now AND in_before_or_base THEN arr - arr_at_prior_rate ELSE 0 END AS currency_move
  FROM customer
)
SELECT customer_id, prior_arr::text, received_arr::text, given_arr::text, arr_at_prior_rate::text, arr::text, was_active_before,
  in_before_or_base, in_now
FROM moved
WHERE move <> 0 OR currency_move <> 0
ORDER BY abs(move) DESC, abs(currency_move) DESC, customer_id
LIMIT $3`;
