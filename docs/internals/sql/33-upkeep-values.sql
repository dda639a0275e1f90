-- A number for each segment of each ranked list that has none. By the primary key.
INSERT INTO ranked_segment_month_2025_03 (list, dimension, segment)
SELECT DISTINCT ranked.list, dimension.number, segment_set.segments[dimension.number]
FROM segment_set_month_2025_03 AS segment_set
CROSS JOIN unnest(ARRAY['arr', 'booking_acv', 'booking_term', 'booking_cycle']) AS ranked(list)
CROSS JOIN generate_series(1, 6::int) AS dimension(number)
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
CROSS JOIN generate_series(1, 6::int) AS dimension(number)
JOIN ranked_segment_month_2025_03 AS ranked_segment
  ON ranked_segment.list = ranked.list
  AND ranked_segment.dimension = dimension.number
  AND ranked_segment.segment = segment_set.segments[dimension.number]
WHERE NOT EXISTS (
  SELECT FROM ranked_segments_of_set_month_2025_03 AS existing
  WHERE existing.segment_set_id = segment_set.segment_set_id AND existing.list = ranked.list
)
GROUP BY ranked.list, segment_set.segment_set_id;

-- How many values lie before each quantile, once some went and others came.
WITH moved AS MATERIALIZED (
  SELECT
    changed_value.ranked_segment_ids[dimension.number] AS ranked_segment_id,
    changed_value.value,
    changed_value.item,
    changed_value.sign
  FROM (
    SELECT *, -1 AS sign
    FROM (
      SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
      FROM (
        SELECT customer_id AS item, segment_set_id, arr AS value
        FROM customer_position_former
        WHERE arr > 0
      ) AS ranked
      JOIN ranked_segments_of_set_month_2025_03 AS of_set
        ON of_set.segment_set_id = ranked.segment_set_id
        AND of_set.list = 'arr'
      UNION ALL
      SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
      FROM (
        SELECT contract_id AS item, segment_set_id, amount::numeric AS value
        FROM dated_amount_former
        WHERE kind = 'booking' AND amount IS NOT NULL
      ) AS ranked
      JOIN ranked_segments_of_set_month_2025_03 AS of_set
        ON of_set.segment_set_id = ranked.segment_set_id
        AND of_set.list = 'booking_acv'
      UNION ALL
      SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
      FROM (
        SELECT contract_id AS item, segment_set_id, term_months::numeric AS value
        FROM dated_amount_former
        WHERE kind = 'booking' AND term_months IS NOT NULL
      ) AS ranked
      JOIN ranked_segments_of_set_month_2025_03 AS of_set
        ON of_set.segment_set_id = ranked.segment_set_id
        AND of_set.list = 'booking_term'
      UNION ALL
      SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
      FROM (
        SELECT contract_id AS item, segment_set_id, sales_cycle_days::numeric AS value
        FROM dated_amount_former
        WHERE kind = 'booking' AND sales_cycle_days IS NOT NULL
      ) AS ranked
      JOIN ranked_segments_of_set_month_2025_03 AS of_set
        ON of_set.segment_set_id = ranked.segment_set_id
        AND of_set.list = 'booking_cycle'
    ) AS gone
    UNION ALL
    SELECT *, 1
    FROM (
      SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
      FROM (
        SELECT customer_id AS item, segment_set_id, arr AS value
        FROM customer_position_fresh
        WHERE arr > 0
      ) AS ranked
      JOIN ranked_segments_of_set_month_2025_03 AS of_set
        ON of_set.segment_set_id = ranked.segment_set_id
        AND of_set.list = 'arr'
      UNION ALL
      SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
      FROM (
        SELECT contract_id AS item, segment_set_id, amount::numeric AS value
        FROM dated_amount_fresh
        WHERE kind = 'booking' AND amount IS NOT NULL
      ) AS ranked
      JOIN ranked_segments_of_set_month_2025_03 AS of_set
        ON of_set.segment_set_id = ranked.segment_set_id
        AND of_set.list = 'booking_acv'
      UNION ALL
      SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
      FROM (
        SELECT contract_id AS item, segment_set_id, term_months::numeric AS value
        FROM dated_amount_fresh
        WHERE kind = 'booking' AND term_months IS NOT NULL
      ) AS ranked
      JOIN ranked_segments_of_set_month_2025_03 AS of_set
        ON of_set.segment_set_id = ranked.segment_set_id
        AND of_set.list = 'booking_term'
      UNION ALL
      SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
      FROM (
        SELECT contract_id AS item, segment_set_id, sales_cycle_days::numeric AS value
        FROM dated_amount_fresh
        WHERE kind = 'booking' AND sales_cycle_days IS NOT NULL
      ) AS ranked
      JOIN ranked_segments_of_set_month_2025_03 AS of_set
        ON of_set.segment_set_id = ranked.segment_set_id
        AND of_set.list = 'booking_cycle'
    ) AS come
  ) AS changed_value
  CROSS JOIN generate_series(1, 6::int) AS dimension(number)
), shift AS (
  SELECT pin.ranked_segment_id, pin.percent, sum(moved.sign) AS by
  FROM moved
  JOIN quantile_pin_month_2025_03 AS pin
    ON pin.ranked_segment_id = moved.ranked_segment_id
    AND (moved.value, moved.item) < (pin.value, pin.item)
  GROUP BY pin.ranked_segment_id, pin.percent
)
UPDATE quantile_pin_month_2025_03 AS pin
SET values_before = pin.values_before + shift.by
FROM shift
WHERE pin.ranked_segment_id = shift.ranked_segment_id
  AND pin.percent = shift.percent;

-- Takes the former values out of the ranked lists. By the index on the whole, value and item.
DELETE FROM ranked_value_month_2025_03 AS ranked
USING (
  SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
  FROM (
    SELECT customer_id AS item, segment_set_id, arr AS value
    FROM customer_position_former
    WHERE arr > 0
  ) AS ranked
  JOIN ranked_segments_of_set_month_2025_03 AS of_set
    ON of_set.segment_set_id = ranked.segment_set_id
    AND of_set.list = 'arr'
  UNION ALL
  SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
  FROM (
    SELECT contract_id AS item, segment_set_id, amount::numeric AS value
    FROM dated_amount_former
    WHERE kind = 'booking' AND amount IS NOT NULL
  ) AS ranked
  JOIN ranked_segments_of_set_month_2025_03 AS of_set
    ON of_set.segment_set_id = ranked.segment_set_id
    AND of_set.list = 'booking_acv'
  UNION ALL
  SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
  FROM (
    SELECT contract_id AS item, segment_set_id, term_months::numeric AS value
    FROM dated_amount_former
    WHERE kind = 'booking' AND term_months IS NOT NULL
  ) AS ranked
  JOIN ranked_segments_of_set_month_2025_03 AS of_set
    ON of_set.segment_set_id = ranked.segment_set_id
    AND of_set.list = 'booking_term'
  UNION ALL
  SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
  FROM (
    SELECT contract_id AS item, segment_set_id, sales_cycle_days::numeric AS value
    FROM dated_amount_former
    WHERE kind = 'booking' AND sales_cycle_days IS NOT NULL
  ) AS ranked
  JOIN ranked_segments_of_set_month_2025_03 AS of_set
    ON of_set.segment_set_id = ranked.segment_set_id
    AND of_set.list = 'booking_cycle'
) AS former
WHERE ranked.ranked_segment_ids[1] = former.ranked_segment_ids[1]
  AND ranked.value = former.value
  AND ranked.item = former.item;

-- Takes the former values out of the rare segments. By the index on segment, value and item.
DELETE FROM rare_segment_value_month_2025_03 AS rare
USING (
  SELECT ranked_segment.ranked_segment_id, of_lists.item, of_lists.value
  FROM (
    SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
    FROM (
      SELECT customer_id AS item, segment_set_id, arr AS value
      FROM customer_position_former
      WHERE arr > 0
    ) AS ranked
    JOIN ranked_segments_of_set_month_2025_03 AS of_set
      ON of_set.segment_set_id = ranked.segment_set_id
      AND of_set.list = 'arr'
    UNION ALL
    SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
    FROM (
      SELECT contract_id AS item, segment_set_id, amount::numeric AS value
      FROM dated_amount_former
      WHERE kind = 'booking' AND amount IS NOT NULL
    ) AS ranked
    JOIN ranked_segments_of_set_month_2025_03 AS of_set
      ON of_set.segment_set_id = ranked.segment_set_id
      AND of_set.list = 'booking_acv'
    UNION ALL
    SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
    FROM (
      SELECT contract_id AS item, segment_set_id, term_months::numeric AS value
      FROM dated_amount_former
      WHERE kind = 'booking' AND term_months IS NOT NULL
    ) AS ranked
    JOIN ranked_segments_of_set_month_2025_03 AS of_set
      ON of_set.segment_set_id = ranked.segment_set_id
      AND of_set.list = 'booking_term'
    UNION ALL
    SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
    FROM (
      SELECT contract_id AS item, segment_set_id, sales_cycle_days::numeric AS value
      FROM dated_amount_former
      WHERE kind = 'booking' AND sales_cycle_days IS NOT NULL
    ) AS ranked
    JOIN ranked_segments_of_set_month_2025_03 AS of_set
      ON of_set.segment_set_id = ranked.segment_set_id
      AND of_set.list = 'booking_cycle'
  ) AS of_lists
  CROSS JOIN unnest(of_lists.ranked_segment_ids) AS own(ranked_segment_id)
  JOIN ranked_segment_month_2025_03 AS ranked_segment
    ON ranked_segment.ranked_segment_id = own.ranked_segment_id
    AND NOT ranked_segment.is_common
) AS former
WHERE rare.ranked_segment_id = former.ranked_segment_id
  AND rare.value = former.value
  AND rare.item = former.item;

-- As in 26-kept-indexes.sql: The values of the ranked lists, for percentiles and the largest
-- As in 26-kept-indexes.sql: The values of rare segments once more, each with its segment
-- As in 26-kept-indexes.sql: A quantile of a new segment is looked for from the bottom

-- From here on ordered walks through an index, where the planner might rather sort what it takes to be a few values.
SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;
