-- Which segments are common, once their values are counted.
UPDATE ranked_segment_month_2025_03 AS ranked_segment
SET is_common = CASE ranked.list
  WHEN 'arr' THEN own.now_logos * 20 >= whole.now_logos
  WHEN 'booking_acv' THEN own.bookings * 20 >= whole.bookings
  WHEN 'booking_term' THEN own.bookings_with_term * 20 >= whole.bookings_with_term
  WHEN 'booking_cycle' THEN own.bookings_with_sales_cycle * 20 >= whole.bookings_with_sales_cycle
END
FROM
  unnest(ARRAY['arr', 'booking_acv', 'booking_term', 'booking_cycle']) AS ranked(list),
  segment_sums_month_2025_03 AS own,
  segment_sums_month_2025_03 AS whole
WHERE ranked.list = ranked_segment.list
  AND own.dimension = ranked_segment.dimension
  AND own.segment = ranked_segment.segment
  AND whole.dimension = 1;

-- The values of the ranked lists, for percentiles and the largest (definitions, section 7).
INSERT INTO ranked_value_month_2025_03
SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
FROM (
  SELECT customer_id AS item, segment_set_id, arr AS value
  FROM customer_position_month_2025_03
  WHERE arr > 0
) AS ranked
JOIN ranked_segments_of_set_month_2025_03 AS of_set
  ON of_set.segment_set_id = ranked.segment_set_id
  AND of_set.list = 'arr'
UNION ALL
SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
FROM (
  SELECT contract_id AS item, segment_set_id, amount::numeric AS value
  FROM dated_amount_month_2025_03
  WHERE kind = 'booking' AND amount IS NOT NULL
) AS ranked
JOIN ranked_segments_of_set_month_2025_03 AS of_set
  ON of_set.segment_set_id = ranked.segment_set_id
  AND of_set.list = 'booking_acv'
UNION ALL
SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
FROM (
  SELECT contract_id AS item, segment_set_id, term_months::numeric AS value
  FROM dated_amount_month_2025_03
  WHERE kind = 'booking' AND term_months IS NOT NULL
) AS ranked
JOIN ranked_segments_of_set_month_2025_03 AS of_set
  ON of_set.segment_set_id = ranked.segment_set_id
  AND of_set.list = 'booking_term'
UNION ALL
SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
FROM (
  SELECT contract_id AS item, segment_set_id, sales_cycle_days::numeric AS value
  FROM dated_amount_month_2025_03
  WHERE kind = 'booking' AND sales_cycle_days IS NOT NULL
) AS ranked
JOIN ranked_segments_of_set_month_2025_03 AS of_set
  ON of_set.segment_set_id = ranked.segment_set_id
  AND of_set.list = 'booking_cycle';

-- The values of rare segments once more, each with its segment.
INSERT INTO rare_segment_value_month_2025_03
SELECT ranked_segment.ranked_segment_id, of_lists.item, of_lists.value
FROM (
  SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
  FROM (
    SELECT customer_id AS item, segment_set_id, arr AS value
    FROM customer_position_month_2025_03
    WHERE arr > 0
  ) AS ranked
  JOIN ranked_segments_of_set_month_2025_03 AS of_set
    ON of_set.segment_set_id = ranked.segment_set_id
    AND of_set.list = 'arr'
  UNION ALL
  SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
  FROM (
    SELECT contract_id AS item, segment_set_id, amount::numeric AS value
    FROM dated_amount_month_2025_03
    WHERE kind = 'booking' AND amount IS NOT NULL
  ) AS ranked
  JOIN ranked_segments_of_set_month_2025_03 AS of_set
    ON of_set.segment_set_id = ranked.segment_set_id
    AND of_set.list = 'booking_acv'
  UNION ALL
  SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
  FROM (
    SELECT contract_id AS item, segment_set_id, term_months::numeric AS value
    FROM dated_amount_month_2025_03
    WHERE kind = 'booking' AND term_months IS NOT NULL
  ) AS ranked
  JOIN ranked_segments_of_set_month_2025_03 AS of_set
    ON of_set.segment_set_id = ranked.segment_set_id
    AND of_set.list = 'booking_term'
  UNION ALL
  SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
  FROM (
    SELECT contract_id AS item, segment_set_id, sales_cycle_days::numeric AS value
    FROM dated_amount_month_2025_03
    WHERE kind = 'booking' AND sales_cycle_days IS NOT NULL
  ) AS ranked
  JOIN ranked_segments_of_set_month_2025_03 AS of_set
    ON of_set.segment_set_id = ranked.segment_set_id
    AND of_set.list = 'booking_cycle'
) AS of_lists
CROSS JOIN unnest(of_lists.ranked_segment_ids) AS own(ranked_segment_id)
JOIN ranked_segment_month_2025_03 AS ranked_segment
  ON ranked_segment.ranked_segment_id = own.ranked_segment_id
  AND NOT ranked_segment.is_common;

-- Making a comparison ready sorts the book's customers.
SET LOCAL maintenance_work_mem = '256MB';

-- Finds the position of a touched customer.
CREATE UNIQUE INDEX ON customer_position_month_2025_03 (customer_id);

-- Finds the largest move.
CREATE INDEX ON customer_position_month_2025_03 ((abs(arr_at_prior_rate - base_arr)) DESC, customer_id)
WHERE arr_at_prior_rate <> base_arr;

-- Finds the transfers of a touched customer.
CREATE INDEX ON handed_over_month_2025_03 (giver);

-- Finds the transfers to a touched customer.
CREATE INDEX ON handed_over_month_2025_03 (receiver);

-- Finds the drivers of a touched customer.
CREATE UNIQUE INDEX ON driver_month_2025_03 (customer_id);

-- Finds the amounts of a touched contract.
CREATE INDEX ON dated_amount_month_2025_03 (contract_id);

-- Finds the amounts of a touched customer.
CREATE INDEX ON dated_amount_month_2025_03 (customer_id);

-- Finds a touched contract without a rate.
CREATE INDEX ON contract_without_rate_month_2025_03 (contract_id);

-- Finds values in order, of the whole.
CREATE INDEX ON ranked_value_month_2025_03 ((ranked_segment_ids[1]), value, item);

-- Finds values in order, of a rare segment.
CREATE INDEX ON rare_segment_value_month_2025_03 (ranked_segment_id, value, item);

-- Lets the planner know how many rows the tables have.
ANALYZE
  customer_position_month_2025_03,
  handed_over_month_2025_03,
  driver_month_2025_03,
  dated_amount_month_2025_03,
  contract_without_rate_month_2025_03,
  segment_set_month_2025_03,
  segment_sums_month_2025_03,
  ranked_value_month_2025_03,
  rare_segment_value_month_2025_03,
  ranked_segment_month_2025_03,
  ranked_segments_of_set_month_2025_03,
  quantile_pin_month_2025_03;

-- A quantile of a new segment is looked for from the bottom. By the primary key.
INSERT INTO quantile_pin_month_2025_03
SELECT
  ranked_segment.ranked_segment_id,
  pinned.percent,
  '-Infinity' AS value,
  '' AS item,
  0 AS values_before
FROM ranked_segment_month_2025_03 AS ranked_segment
JOIN (
  VALUES
    ('arr', 25),
    ('arr', 50),
    ('arr', 75),
    ('arr', 90),
    ('arr', 100),
    ('booking_acv', 50),
    ('booking_acv', 75),
    ('booking_term', 50),
    ('booking_cycle', 50)
) AS pinned(list, percent) ON pinned.list = ranked_segment.list
ON CONFLICT (ranked_segment_id, percent) DO NOTHING;

-- The next take can keep this comparison up.
UPDATE kept_comparison
SET is_ready = true
WHERE grain = $1 AND period = $2;
