-- Counts the customers, $3, that a take took out and put back, to know when to vacuum.
UPDATE kept_comparison
SET touched = touched + $3
WHERE grain = $1 AND period = $2;

-- As in 18-read-sums.sql: The sums of every segment, for the domain, which makes figures of them

-- Moves the pins of a ranked list (arr) to where its quantiles lie now, and reads them with the values next to them
-- (definitions, section 7: percentiles by linear interpolation). By the indexes on segment, value and item.
WITH sought AS MATERIALIZED (
  SELECT
    ranked_segment.ranked_segment_id,
    ranked_segment.dimension,
    ranked_segment.segment,
    ranked_segment.is_common OR ranked_segment.dimension = 1 AS is_common,
    pin.percent,
    pin.value,
    pin.item,
    pin.values_before,
    own.now_logos::bigint AS count,
    CASE
      WHEN pin.percent = 100 THEN greatest(own.now_logos::bigint - 9, 1)
      ELSE ((own.now_logos::bigint - 1) * pin.percent) / 100 + 1
    END AS rank
  FROM ranked_segment_month_2025_03 AS ranked_segment
  JOIN segment_sums_month_2025_03 AS own
    ON own.dimension = ranked_segment.dimension
    AND own.segment = ranked_segment.segment
  JOIN quantile_pin_month_2025_03 AS pin ON pin.ranked_segment_id = ranked_segment.ranked_segment_id
  WHERE ranked_segment.list = 'arr'
    AND own.now_logos > 0
), whole AS MATERIALIZED (
  SELECT ranked_segment_id
  FROM ranked_segment_month_2025_03
  WHERE list = 'arr' AND dimension = 1
), found AS MATERIALIZED (
  SELECT target.*, found.value AS found_value, found.item AS found_item, from_there.values
  FROM (
    SELECT sought.*, whole.ranked_segment_id AS whole_id
    FROM sought
    CROSS JOIN whole
    WHERE sought.is_common
  ) AS target
  CROSS JOIN LATERAL (
    (
      SELECT ranked.value, ranked.item
      FROM ranked_value_month_2025_03 AS ranked
      WHERE target.rank > target.values_before
        AND (
          ranked.ranked_segment_ids[1] = target.whole_id
          AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
        )
        AND (ranked.value, ranked.item) >= (target.value, target.item)
      ORDER BY ranked.value, ranked.item
      OFFSET greatest(target.rank - target.values_before - 1, 0)
      LIMIT 1
    )
    UNION ALL
    (
      SELECT ranked.value, ranked.item
      FROM ranked_value_month_2025_03 AS ranked
      WHERE target.rank <= target.values_before
        AND (
          ranked.ranked_segment_ids[1] = target.whole_id
          AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
        )
        AND (ranked.value, ranked.item) < (target.value, target.item)
      ORDER BY ranked.value DESC, ranked.item DESC
      OFFSET greatest(target.values_before - target.rank, 0)
      LIMIT 1
    )
  ) AS found
  CROSS JOIN LATERAL (
    SELECT array_agg(next.value::text ORDER BY next.value) AS values
    FROM (
      SELECT ranked.value
      FROM ranked_value_month_2025_03 AS ranked
      WHERE (
        ranked.ranked_segment_ids[1] = target.whole_id
        AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
      )
        AND (ranked.value, ranked.item) >= (found.value, found.item)
      ORDER BY ranked.value, ranked.item
      LIMIT CASE
        WHEN target.percent = 100 THEN target.count - target.rank + 1
        ELSE least(target.count - target.rank + 1, 2)
      END
    ) AS next
  ) AS from_there
  UNION ALL
  SELECT target.*, found.value, found.item, from_there.values
  FROM (
    SELECT sought.*, sought.ranked_segment_id AS whole_id
    FROM sought
    WHERE NOT sought.is_common
  ) AS target
  CROSS JOIN LATERAL (
    (
      SELECT ranked.value, ranked.item
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE target.rank > target.values_before
        AND ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) >= (target.value, target.item)
      ORDER BY ranked.value, ranked.item
      OFFSET greatest(target.rank - target.values_before - 1, 0)
      LIMIT 1
    )
    UNION ALL
    (
      SELECT ranked.value, ranked.item
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE target.rank <= target.values_before
        AND ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) < (target.value, target.item)
      ORDER BY ranked.value DESC, ranked.item DESC
      OFFSET greatest(target.values_before - target.rank, 0)
      LIMIT 1
    )
  ) AS found
  CROSS JOIN LATERAL (
    SELECT array_agg(next.value::text ORDER BY next.value) AS values
    FROM (
      SELECT ranked.value
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) >= (found.value, found.item)
      ORDER BY ranked.value, ranked.item
      LIMIT CASE
        WHEN target.percent = 100 THEN target.count - target.rank + 1
        ELSE least(target.count - target.rank + 1, 2)
      END
    ) AS next
  ) AS from_there
), moved AS (
  UPDATE quantile_pin_month_2025_03 AS pin
  SET value = found.found_value, item = found.found_item, values_before = found.rank - 1
  FROM found
  WHERE pin.ranked_segment_id = found.ranked_segment_id
    AND pin.percent = found.percent
)
SELECT dimension, segment, rank::int, values
FROM found;

-- Moves the pins of a ranked list (booking_acv) to where its quantiles lie now, and reads them with the values next to them
-- (definitions, section 7: percentiles by linear interpolation). By the indexes on segment, value and item.
WITH sought AS MATERIALIZED (
  SELECT
    ranked_segment.ranked_segment_id,
    ranked_segment.dimension,
    ranked_segment.segment,
    ranked_segment.is_common OR ranked_segment.dimension = 1 AS is_common,
    pin.percent,
    pin.value,
    pin.item,
    pin.values_before,
    own.bookings::bigint AS count,
    CASE
      WHEN pin.percent = 100 THEN greatest(own.bookings::bigint - -1, 1)
      ELSE ((own.bookings::bigint - 1) * pin.percent) / 100 + 1
    END AS rank
  FROM ranked_segment_month_2025_03 AS ranked_segment
  JOIN segment_sums_month_2025_03 AS own
    ON own.dimension = ranked_segment.dimension
    AND own.segment = ranked_segment.segment
  JOIN quantile_pin_month_2025_03 AS pin ON pin.ranked_segment_id = ranked_segment.ranked_segment_id
  WHERE ranked_segment.list = 'booking_acv'
    AND own.bookings > 0
), whole AS MATERIALIZED (
  SELECT ranked_segment_id
  FROM ranked_segment_month_2025_03
  WHERE list = 'booking_acv' AND dimension = 1
), found AS MATERIALIZED (
  SELECT target.*, found.value AS found_value, found.item AS found_item, from_there.values
  FROM (
    SELECT sought.*, whole.ranked_segment_id AS whole_id
    FROM sought
    CROSS JOIN whole
    WHERE sought.is_common
  ) AS target
  CROSS JOIN LATERAL (
    (
      SELECT ranked.value, ranked.item
      FROM ranked_value_month_2025_03 AS ranked
      WHERE target.rank > target.values_before
        AND (
          ranked.ranked_segment_ids[1] = target.whole_id
          AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
        )
        AND (ranked.value, ranked.item) >= (target.value, target.item)
      ORDER BY ranked.value, ranked.item
      OFFSET greatest(target.rank - target.values_before - 1, 0)
      LIMIT 1
    )
    UNION ALL
    (
      SELECT ranked.value, ranked.item
      FROM ranked_value_month_2025_03 AS ranked
      WHERE target.rank <= target.values_before
        AND (
          ranked.ranked_segment_ids[1] = target.whole_id
          AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
        )
        AND (ranked.value, ranked.item) < (target.value, target.item)
      ORDER BY ranked.value DESC, ranked.item DESC
      OFFSET greatest(target.values_before - target.rank, 0)
      LIMIT 1
    )
  ) AS found
  CROSS JOIN LATERAL (
    SELECT array_agg(next.value::text ORDER BY next.value) AS values
    FROM (
      SELECT ranked.value
      FROM ranked_value_month_2025_03 AS ranked
      WHERE (
        ranked.ranked_segment_ids[1] = target.whole_id
        AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
      )
        AND (ranked.value, ranked.item) >= (found.value, found.item)
      ORDER BY ranked.value, ranked.item
      LIMIT CASE
        WHEN target.percent = 100 THEN target.count - target.rank + 1
        ELSE least(target.count - target.rank + 1, 2)
      END
    ) AS next
  ) AS from_there
  UNION ALL
  SELECT target.*, found.value, found.item, from_there.values
  FROM (
    SELECT sought.*, sought.ranked_segment_id AS whole_id
    FROM sought
    WHERE NOT sought.is_common
  ) AS target
  CROSS JOIN LATERAL (
    (
      SELECT ranked.value, ranked.item
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE target.rank > target.values_before
        AND ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) >= (target.value, target.item)
      ORDER BY ranked.value, ranked.item
      OFFSET greatest(target.rank - target.values_before - 1, 0)
      LIMIT 1
    )
    UNION ALL
    (
      SELECT ranked.value, ranked.item
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE target.rank <= target.values_before
        AND ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) < (target.value, target.item)
      ORDER BY ranked.value DESC, ranked.item DESC
      OFFSET greatest(target.values_before - target.rank, 0)
      LIMIT 1
    )
  ) AS found
  CROSS JOIN LATERAL (
    SELECT array_agg(next.value::text ORDER BY next.value) AS values
    FROM (
      SELECT ranked.value
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) >= (found.value, found.item)
      ORDER BY ranked.value, ranked.item
      LIMIT CASE
        WHEN target.percent = 100 THEN target.count - target.rank + 1
        ELSE least(target.count - target.rank + 1, 2)
      END
    ) AS next
  ) AS from_there
), moved AS (
  UPDATE quantile_pin_month_2025_03 AS pin
  SET value = found.found_value, item = found.found_item, values_before = found.rank - 1
  FROM found
  WHERE pin.ranked_segment_id = found.ranked_segment_id
    AND pin.percent = found.percent
)
SELECT dimension, segment, rank::int, values
FROM found;

-- Moves the pins of a ranked list (booking_term) to where its quantiles lie now, and reads them with the values next to them
-- (definitions, section 7: percentiles by linear interpolation). By the indexes on segment, value and item.
WITH sought AS MATERIALIZED (
  SELECT
    ranked_segment.ranked_segment_id,
    ranked_segment.dimension,
    ranked_segment.segment,
    ranked_segment.is_common OR ranked_segment.dimension = 1 AS is_common,
    pin.percent,
    pin.value,
    pin.item,
    pin.values_before,
    own.bookings_with_term::bigint AS count,
    CASE
      WHEN pin.percent = 100 THEN greatest(own.bookings_with_term::bigint - -1, 1)
      ELSE ((own.bookings_with_term::bigint - 1) * pin.percent) / 100 + 1
    END AS rank
  FROM ranked_segment_month_2025_03 AS ranked_segment
  JOIN segment_sums_month_2025_03 AS own
    ON own.dimension = ranked_segment.dimension
    AND own.segment = ranked_segment.segment
  JOIN quantile_pin_month_2025_03 AS pin ON pin.ranked_segment_id = ranked_segment.ranked_segment_id
  WHERE ranked_segment.list = 'booking_term'
    AND own.bookings_with_term > 0
), whole AS MATERIALIZED (
  SELECT ranked_segment_id
  FROM ranked_segment_month_2025_03
  WHERE list = 'booking_term' AND dimension = 1
), found AS MATERIALIZED (
  SELECT target.*, found.value AS found_value, found.item AS found_item, from_there.values
  FROM (
    SELECT sought.*, whole.ranked_segment_id AS whole_id
    FROM sought
    CROSS JOIN whole
    WHERE sought.is_common
  ) AS target
  CROSS JOIN LATERAL (
    (
      SELECT ranked.value, ranked.item
      FROM ranked_value_month_2025_03 AS ranked
      WHERE target.rank > target.values_before
        AND (
          ranked.ranked_segment_ids[1] = target.whole_id
          AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
        )
        AND (ranked.value, ranked.item) >= (target.value, target.item)
      ORDER BY ranked.value, ranked.item
      OFFSET greatest(target.rank - target.values_before - 1, 0)
      LIMIT 1
    )
    UNION ALL
    (
      SELECT ranked.value, ranked.item
      FROM ranked_value_month_2025_03 AS ranked
      WHERE target.rank <= target.values_before
        AND (
          ranked.ranked_segment_ids[1] = target.whole_id
          AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
        )
        AND (ranked.value, ranked.item) < (target.value, target.item)
      ORDER BY ranked.value DESC, ranked.item DESC
      OFFSET greatest(target.values_before - target.rank, 0)
      LIMIT 1
    )
  ) AS found
  CROSS JOIN LATERAL (
    SELECT array_agg(next.value::text ORDER BY next.value) AS values
    FROM (
      SELECT ranked.value
      FROM ranked_value_month_2025_03 AS ranked
      WHERE (
        ranked.ranked_segment_ids[1] = target.whole_id
        AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
      )
        AND (ranked.value, ranked.item) >= (found.value, found.item)
      ORDER BY ranked.value, ranked.item
      LIMIT CASE
        WHEN target.percent = 100 THEN target.count - target.rank + 1
        ELSE least(target.count - target.rank + 1, 2)
      END
    ) AS next
  ) AS from_there
  UNION ALL
  SELECT target.*, found.value, found.item, from_there.values
  FROM (
    SELECT sought.*, sought.ranked_segment_id AS whole_id
    FROM sought
    WHERE NOT sought.is_common
  ) AS target
  CROSS JOIN LATERAL (
    (
      SELECT ranked.value, ranked.item
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE target.rank > target.values_before
        AND ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) >= (target.value, target.item)
      ORDER BY ranked.value, ranked.item
      OFFSET greatest(target.rank - target.values_before - 1, 0)
      LIMIT 1
    )
    UNION ALL
    (
      SELECT ranked.value, ranked.item
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE target.rank <= target.values_before
        AND ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) < (target.value, target.item)
      ORDER BY ranked.value DESC, ranked.item DESC
      OFFSET greatest(target.values_before - target.rank, 0)
      LIMIT 1
    )
  ) AS found
  CROSS JOIN LATERAL (
    SELECT array_agg(next.value::text ORDER BY next.value) AS values
    FROM (
      SELECT ranked.value
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) >= (found.value, found.item)
      ORDER BY ranked.value, ranked.item
      LIMIT CASE
        WHEN target.percent = 100 THEN target.count - target.rank + 1
        ELSE least(target.count - target.rank + 1, 2)
      END
    ) AS next
  ) AS from_there
), moved AS (
  UPDATE quantile_pin_month_2025_03 AS pin
  SET value = found.found_value, item = found.found_item, values_before = found.rank - 1
  FROM found
  WHERE pin.ranked_segment_id = found.ranked_segment_id
    AND pin.percent = found.percent
)
SELECT dimension, segment, rank::int, values
FROM found;

-- Moves the pins of a ranked list (booking_cycle) to where its quantiles lie now, and reads them with the values next to them
-- (definitions, section 7: percentiles by linear interpolation). By the indexes on segment, value and item.
WITH sought AS MATERIALIZED (
  SELECT
    ranked_segment.ranked_segment_id,
    ranked_segment.dimension,
    ranked_segment.segment,
    ranked_segment.is_common OR ranked_segment.dimension = 1 AS is_common,
    pin.percent,
    pin.value,
    pin.item,
    pin.values_before,
    own.bookings_with_sales_cycle::bigint AS count,
    CASE
      WHEN pin.percent = 100 THEN greatest(own.bookings_with_sales_cycle::bigint - -1, 1)
      ELSE ((own.bookings_with_sales_cycle::bigint - 1) * pin.percent) / 100 + 1
    END AS rank
  FROM ranked_segment_month_2025_03 AS ranked_segment
  JOIN segment_sums_month_2025_03 AS own
    ON own.dimension = ranked_segment.dimension
    AND own.segment = ranked_segment.segment
  JOIN quantile_pin_month_2025_03 AS pin ON pin.ranked_segment_id = ranked_segment.ranked_segment_id
  WHERE ranked_segment.list = 'booking_cycle'
    AND own.bookings_with_sales_cycle > 0
), whole AS MATERIALIZED (
  SELECT ranked_segment_id
  FROM ranked_segment_month_2025_03
  WHERE list = 'booking_cycle' AND dimension = 1
), found AS MATERIALIZED (
  SELECT target.*, found.value AS found_value, found.item AS found_item, from_there.values
  FROM (
    SELECT sought.*, whole.ranked_segment_id AS whole_id
    FROM sought
    CROSS JOIN whole
    WHERE sought.is_common
  ) AS target
  CROSS JOIN LATERAL (
    (
      SELECT ranked.value, ranked.item
      FROM ranked_value_month_2025_03 AS ranked
      WHERE target.rank > target.values_before
        AND (
          ranked.ranked_segment_ids[1] = target.whole_id
          AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
        )
        AND (ranked.value, ranked.item) >= (target.value, target.item)
      ORDER BY ranked.value, ranked.item
      OFFSET greatest(target.rank - target.values_before - 1, 0)
      LIMIT 1
    )
    UNION ALL
    (
      SELECT ranked.value, ranked.item
      FROM ranked_value_month_2025_03 AS ranked
      WHERE target.rank <= target.values_before
        AND (
          ranked.ranked_segment_ids[1] = target.whole_id
          AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
        )
        AND (ranked.value, ranked.item) < (target.value, target.item)
      ORDER BY ranked.value DESC, ranked.item DESC
      OFFSET greatest(target.values_before - target.rank, 0)
      LIMIT 1
    )
  ) AS found
  CROSS JOIN LATERAL (
    SELECT array_agg(next.value::text ORDER BY next.value) AS values
    FROM (
      SELECT ranked.value
      FROM ranked_value_month_2025_03 AS ranked
      WHERE (
        ranked.ranked_segment_ids[1] = target.whole_id
        AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
      )
        AND (ranked.value, ranked.item) >= (found.value, found.item)
      ORDER BY ranked.value, ranked.item
      LIMIT CASE
        WHEN target.percent = 100 THEN target.count - target.rank + 1
        ELSE least(target.count - target.rank + 1, 2)
      END
    ) AS next
  ) AS from_there
  UNION ALL
  SELECT target.*, found.value, found.item, from_there.values
  FROM (
    SELECT sought.*, sought.ranked_segment_id AS whole_id
    FROM sought
    WHERE NOT sought.is_common
  ) AS target
  CROSS JOIN LATERAL (
    (
      SELECT ranked.value, ranked.item
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE target.rank > target.values_before
        AND ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) >= (target.value, target.item)
      ORDER BY ranked.value, ranked.item
      OFFSET greatest(target.rank - target.values_before - 1, 0)
      LIMIT 1
    )
    UNION ALL
    (
      SELECT ranked.value, ranked.item
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE target.rank <= target.values_before
        AND ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) < (target.value, target.item)
      ORDER BY ranked.value DESC, ranked.item DESC
      OFFSET greatest(target.values_before - target.rank, 0)
      LIMIT 1
    )
  ) AS found
  CROSS JOIN LATERAL (
    SELECT array_agg(next.value::text ORDER BY next.value) AS values
    FROM (
      SELECT ranked.value
      FROM rare_segment_value_month_2025_03 AS ranked
      WHERE ranked.ranked_segment_id = target.ranked_segment_id
        AND (ranked.value, ranked.item) >= (found.value, found.item)
      ORDER BY ranked.value, ranked.item
      LIMIT CASE
        WHEN target.percent = 100 THEN target.count - target.rank + 1
        ELSE least(target.count - target.rank + 1, 2)
      END
    ) AS next
  ) AS from_there
), moved AS (
  UPDATE quantile_pin_month_2025_03 AS pin
  SET value = found.found_value, item = found.found_item, values_before = found.rank - 1
  FROM found
  WHERE pin.ranked_segment_id = found.ranked_segment_id
    AND pin.percent = found.percent
)
SELECT dimension, segment, rank::int, values
FROM found;

-- Back to the planner's own choice.
SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_bitmapscan TO DEFAULT;

-- As in 18-read-sums.sql: The customer that moved ARR most at constant currency
-- As in 18-read-sums.sql: How many contracts are left out because they have no rate, and their currencies
-- As in 18-read-sums.sql: Contracts active on the measured day, $1, whose creation has not arrived
-- As in 18-read-sums.sql: Contracts active on the measured day, $1, with accepted events of more than one source
-- As in 25-kept-quantiles.sql: Only comparisons that were current at the start of the take, $1, are marked current at its end
-- As in 22-kept-begin.sql: The comparisons that this connection keeps

-- Makes the room of rows that were taken out free again.
VACUUM
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

-- Begins to count touched customers anew.
UPDATE kept_comparison
SET touched = 0
WHERE grain = $1 AND period = $2;
