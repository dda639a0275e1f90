-- A number for each segment of each ranked list that has none. By the primary key.
INSERT INTO ranked_segment_month_2025_03 (list, dimension, segment)
SELECT DISTINCT ranked.list, dimension.number, segment_set.segments[dimension.number]
FROM segment_set_month_2025_03 AS segment_set
CROSS JOIN unnest(ARRAY['arr', 'booking_acv', 'booking_term', 'booking_cycle']) AS ranked(list)
CROSS JOIN generate_series(1, $1::int) AS dimension(number)
WHERE NOT EXISTS (
  SELECT FROM ranked_segments_of_set_month_2025_03 AS existing
  WHERE existing.segment_set_id = segment_set.segment_set_id AND existing.list = ranked.list
)
ON CONFLICT (list, dimension, segment) DO NOTHING;

-- The numbers of the segments of each new segment set, in the order of the dimensions. By the primary key.
INSERT INTO ranked_segments_of_set_month_2025_03
SELECT
  ranked.list,
  segment_set.segment_set_id,
  array_agg(ranked_segment.ranked_segment_id ORDER BY dimension.number) AS ranked_segment_ids
FROM segment_set_month_2025_03 AS segment_set
CROSS JOIN unnest(ARRAY['arr', 'booking_acv', 'booking_term', 'booking_cycle']) AS ranked(list)
CROSS JOIN generate_series(1, $1::int) AS dimension(number)
JOIN ranked_segment_month_2025_03 AS ranked_segment
  ON ranked_segment.list = ranked.list
  AND ranked_segment.dimension = dimension.number
  AND ranked_segment.segment = segment_set.segments[dimension.number]
WHERE NOT EXISTS (
  SELECT FROM ranked_segments_of_set_month_2025_03 AS existing
  WHERE existing.segment_set_id = segment_set.segment_set_id AND existing.list = ranked.list
)
GROUP BY ranked.list, segment_set.segment_set_id;

-- Where the quantiles were found in the whole, $1.
INSERT INTO quantile_pin_month_2025_03 (ranked_segment_id, percent, value, item, values_before)
SELECT ranked_segment.ranked_segment_id, found.percent, found.value, '' AS item, found.values_before
FROM json_to_recordset($1::json) AS found(
  list text, dimension integer, segment text, percent integer, value numeric, values_before bigint
)
JOIN ranked_segment_month_2025_03 AS ranked_segment
  ON ranked_segment.list = found.list
  AND ranked_segment.dimension = found.dimension
  AND ranked_segment.segment = found.segment;

-- How many customers the comparison holds: with more than a third of them touched the whole is worked out again.
SELECT count(*)::int AS customers
FROM customer_position_month_2025_03;

-- Remembers a comparison of a period ($1, $2) that was worked out from the whole book; it has no indexes yet.
INSERT INTO kept_comparison (grain, period, basis, take_id, is_ready, customers, touched)
VALUES ($1, $2, $3, $4, false, $5, 0)
ON CONFLICT (grain, period) DO UPDATE
SET
  basis = excluded.basis,
  take_id = excluded.take_id,
  is_ready = false,
  customers = excluded.customers,
  touched = 0;

-- As in 18-read-sums.sql: The customer that moved ARR most at constant currency
-- As in 18-read-sums.sql: How many contracts are left out because they have no rate, and their currencies
-- As in 18-read-sums.sql: Contracts active on the measured day, $1, whose creation has not arrived
-- As in 18-read-sums.sql: Contracts active on the measured day, $1, with accepted events of more than one source

-- Only comparisons that were current at the start of the take, $1, are marked current at its end.
UPDATE kept_comparison
SET take_id = (SELECT max(take_id) FROM take)
WHERE take_id IS NOT DISTINCT FROM $1;

-- As in 22-kept-begin.sql: The comparisons that this connection keeps

-- Whether more than $1 changes have come since the last take. By change_untaken.
SELECT count(*)::int > $1 AS has
FROM (SELECT FROM change WHERE take_id IS NULL LIMIT $1 + 1) AS waiting;
