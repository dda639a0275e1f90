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

-- Empties those of these tables that hold rows.
DO $$ BEGIN
  IF EXISTS (SELECT FROM rate) THEN TRUNCATE rate; END IF;
  IF EXISTS (SELECT FROM daily_rate) THEN TRUNCATE daily_rate; END IF;
  IF EXISTS (SELECT FROM touched_span) THEN TRUNCATE touched_span; END IF;
  IF EXISTS (SELECT FROM day_span) THEN TRUNCATE day_span; END IF;
  IF EXISTS (SELECT FROM renewing_contract) THEN TRUNCATE renewing_contract; END IF;
  IF EXISTS (SELECT FROM customer_with_several_spans) THEN TRUNCATE customer_with_several_spans; END IF;
  IF EXISTS (SELECT FROM cell) THEN TRUNCATE cell; END IF;
  IF EXISTS (SELECT FROM customer_position_former) THEN TRUNCATE customer_position_former; END IF;
  IF EXISTS (SELECT FROM handed_over_former) THEN TRUNCATE handed_over_former; END IF;
  IF EXISTS (SELECT FROM driver_former) THEN TRUNCATE driver_former; END IF;
  IF EXISTS (SELECT FROM dated_amount_former) THEN TRUNCATE dated_amount_former; END IF;
  IF EXISTS (SELECT FROM customer_position_fresh) THEN TRUNCATE customer_position_fresh; END IF;
  IF EXISTS (SELECT FROM handed_over_fresh) THEN TRUNCATE handed_over_fresh; END IF;
  IF EXISTS (SELECT FROM driver_fresh) THEN TRUNCATE driver_fresh; END IF;
  IF EXISTS (SELECT FROM dated_amount_fresh) THEN TRUNCATE dated_amount_fresh; END IF;
END $$;

-- As in 07-rates.sql: All that a take sorts and hashes of a book of a million contracts fits into this much
-- As in 07-rates.sql: The rates of the compared days, as the domain chooses them
-- As in 07-rates.sql: The rate of each day of the period, for one-time lines and bookings
