-- Drops a comparison that is no longer of use.
DROP TABLE IF EXISTS
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

-- As in 02-working-tables.sql: One row for each combination of segments in the policy's attribute dimensions
-- As in 02-working-tables.sql: One row for each currency, with its rates to the reporting currency
-- As in 02-working-tables.sql: One row for each currency and day of the period
-- As in 02-working-tables.sql: One row for each contract that changed since the last take
-- As in 02-working-tables.sql: One row for each customer that such a change affects
-- As in 02-working-tables.sql: One row for each span of a touched customer that covers a compared day
-- As in 02-working-tables.sql: One row for each span of a contract that covers a compared day and has a rate
-- As in 02-working-tables.sql: One row for each contract that an active contract with ARR renews on a compared day
-- As in 02-working-tables.sql: One row for each customer with more than one row in day_span
-- As in 02-working-tables.sql: One row for all customers that are in the same segment sets and were active on the same days
-- As in 06-comparison-tables.sql: One row for each customer that has a contract on a compared day
-- As in 06-comparison-tables.sql: One row for each span of a contract that changed hands since a day that is compared with
-- As in 06-comparison-tables.sql: One row for each customer that is active on both days and has other spans than on the prior day
-- As in 06-comparison-tables.sql: One row for each one-time line, booking and replacement of the period, in the reporting currency
-- As in 06-comparison-tables.sql: One row for each span, one-time line or booking that would count if its currency had a rate
-- As in 06-comparison-tables.sql: One row for each combination of segments, one a dimension, that a customer or an amount is in
-- As in 06-comparison-tables.sql: One row for each segment of each dimension

-- One row for each value of each ranked list: the ARR of a customer, the ACV, term or sales cycle of a booking.
CREATE TEMPORARY TABLE ranked_value_month_2025_03 (
  -- A customer, or a contract that was booked.
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL,
  -- Its segments of the list, one a dimension; the first is that of the whole.
  ranked_segment_ids integer[] NOT NULL
);

-- One row for each value of a ranked list in a segment with less than a twentieth of the list.
CREATE TEMPORARY TABLE rare_segment_value_month_2025_03 (
  ranked_segment_id integer NOT NULL,
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL
);

-- One row for each segment of each ranked list.
CREATE TEMPORARY TABLE ranked_segment_month_2025_03 (
  ranked_segment_id integer GENERATED ALWAYS AS IDENTITY,
  -- It has a twentieth of the list, or more.
  is_common boolean NOT NULL DEFAULT false,
  list text COLLATE "C" NOT NULL,
  dimension integer NOT NULL,
  segment text COLLATE "C" NOT NULL,
  PRIMARY KEY (list, dimension, segment)
);

-- One row for each segment set and ranked list.
CREATE TEMPORARY TABLE ranked_segments_of_set_month_2025_03 (
  list text COLLATE "C" NOT NULL,
  segment_set_id bigint NOT NULL,
  ranked_segment_ids integer[] NOT NULL,
  PRIMARY KEY (list, segment_set_id)
);

-- One row for each quantile of each segment of a list.
CREATE TEMPORARY TABLE quantile_pin_month_2025_03 (
  ranked_segment_id integer NOT NULL,
  -- The quantile in hundredths; 100 is the least of the largest values.
  percent integer NOT NULL,
  -- Where it was found last.
  value numeric NOT NULL,
  item text COLLATE "C" NOT NULL,
  values_before bigint NOT NULL,
  PRIMARY KEY (ranked_segment_id, percent)
);

-- Empties those of these tables that hold rows.
DO $$ BEGIN
  IF EXISTS (SELECT FROM rate) THEN TRUNCATE rate; END IF;
  IF EXISTS (SELECT FROM daily_rate) THEN TRUNCATE daily_rate; END IF;
  IF EXISTS (SELECT FROM touched_span) THEN TRUNCATE touched_span; END IF;
  IF EXISTS (SELECT FROM day_span) THEN TRUNCATE day_span; END IF;
  IF EXISTS (SELECT FROM renewing_contract) THEN TRUNCATE renewing_contract; END IF;
  IF EXISTS (SELECT FROM customer_with_several_spans) THEN TRUNCATE customer_with_several_spans; END IF;
  IF EXISTS (SELECT FROM cell) THEN TRUNCATE cell; END IF;
END $$;
