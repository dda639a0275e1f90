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

-- One row for each customer that has a contract on a compared day.
CREATE TEMPORARY TABLE IF NOT EXISTS customer_position (
  customer_id text COLLATE "C" NOT NULL,
  -- A1, and the same contracts at the rates of the days that it is compared with.
  arr numeric NOT NULL,
  arr_at_prior_rate numeric NOT NULL,
  arr_at_year_ago_rate numeric NOT NULL,
  -- A0 of the prior and of the year-ago day, at the rates of then.
  prior_arr numeric NOT NULL,
  year_ago_arr numeric NOT NULL,
  -- Contracts that changed hands since the prior day, by their ARR of then.
  given_arr numeric NOT NULL DEFAULT 0,
  received_arr numeric NOT NULL DEFAULT 0,
  -- A0*: the ARR of then less what the customer gave plus what it received. All movements are measured from it.
  base_arr numeric NOT NULL,
  year_ago_base_arr numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  active_contracts integer NOT NULL,
  -- The customer was active on the prior day or on any day before it.
  was_active_before boolean NOT NULL,
  -- It has other spans than on the prior day, so its ARR may have changed.
  has_changed_spans boolean NOT NULL,
  -- 0 if it has a contract but is not active; null if it has none.
  segment_set_id bigint,
  -- Null if the customer was not active then.
  prior_segment_set_id bigint,
  year_ago_segment_set_id bigint,
  -- Of the base: the set of then, or that of now if the customer had nothing then; null if the base is 0.
  base_segment_set_id bigint,
  year_ago_base_segment_set_id bigint
) ON COMMIT DROP;

-- One row for each span of a contract that changed hands since a day that is compared with.
CREATE TEMPORARY TABLE IF NOT EXISTS handed_over (
  contract_id text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  -- The customer for which it counted then, and the one that has it on the measured day.
  giver text COLLATE "C" NOT NULL,
  receiver text COLLATE "C" NOT NULL,
  -- ARR at the rates of then; 0 if it did not count on that day.
  prior_arr numeric NOT NULL,
  year_ago_arr numeric NOT NULL
) ON COMMIT DROP;

-- One row for each customer that is active on both days and has other spans than on the prior day.
CREATE TEMPORARY TABLE IF NOT EXISTS driver (
  customer_id text COLLATE "C" NOT NULL,
  price numeric NOT NULL,
  quantity numeric NOT NULL,
  discount numeric NOT NULL
) ON COMMIT DROP;

-- One row for each one-time line, booking and replacement of the period, in the reporting currency.
CREATE TEMPORARY TABLE IF NOT EXISTS dated_amount (
  contract_id text COLLATE "C" NOT NULL,
  -- The customer that has the contract on the measured day.
  customer_id text COLLATE "C" NOT NULL,
  -- one_time_line, booking or replacement
  kind text NOT NULL,
  -- Of that customer on the measured day.
  segment_set_id bigint NOT NULL,
  -- The amount of a one-time line, the ACV of a booking.
  amount numeric NOT NULL,
  contracted_acv numeric,
  tcv numeric,
  net_value numeric,
  gross_value numeric,
  term_months numeric,
  sales_cycle_days integer
) ON COMMIT DROP;

-- One row for each span, one-time line or booking that would count if its currency had a rate.
CREATE TEMPORARY TABLE IF NOT EXISTS contract_without_rate (
  contract_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  -- The contract has this currency on the measured day.
  is_currency_now boolean NOT NULL
) ON COMMIT DROP;

-- One row for each combination of segments, one a dimension, that a customer or an amount is in.
CREATE TEMPORARY TABLE IF NOT EXISTS segment_set (
  segment_set_id bigint PRIMARY KEY,
  -- One a dimension, in the order of the policy's dimensions.
  segments text[] COLLATE "C" NOT NULL
) ON COMMIT DROP;

-- One row for each segment of each dimension: the sums of its customers and amounts.
CREATE TEMPORARY TABLE IF NOT EXISTS segment_sums (
  -- Counted from 1, in the order of the policy's dimensions; 1 is all.
  dimension integer NOT NULL,
  segment text COLLATE "C" NOT NULL,
  now_logos numeric NOT NULL DEFAULT 0,
  now_arr numeric NOT NULL DEFAULT 0,
  active_contracts numeric NOT NULL DEFAULT 0,
  gross_arr numeric NOT NULL DEFAULT 0,
  acv numeric NOT NULL DEFAULT 0,
  contracted_acv numeric NOT NULL DEFAULT 0,
  expected_usage numeric NOT NULL DEFAULT 0,
  squared_arr numeric NOT NULL DEFAULT 0,
  now_arr_at_prior_rate numeric NOT NULL DEFAULT 0,
  new_logos numeric NOT NULL DEFAULT 0,
  new_arr numeric NOT NULL DEFAULT 0,
  reactivation_logos numeric NOT NULL DEFAULT 0,
  reactivation_arr numeric NOT NULL DEFAULT 0,
  moved_in_logos numeric NOT NULL DEFAULT 0,
  moved_in_arr numeric NOT NULL DEFAULT 0,
  expansion_logos numeric NOT NULL DEFAULT 0,
  expansion_arr numeric NOT NULL DEFAULT 0,
  contraction_logos numeric NOT NULL DEFAULT 0,
  contraction_arr numeric NOT NULL DEFAULT 0,
  fx_arr numeric NOT NULL DEFAULT 0,
  remaining_logos numeric NOT NULL DEFAULT 0,
  remaining_arr numeric NOT NULL DEFAULT 0,
  remaining_base_arr numeric NOT NULL DEFAULT 0,
  remaining_arr_at_prior_rate numeric NOT NULL DEFAULT 0,
  price numeric NOT NULL DEFAULT 0,
  quantity numeric NOT NULL DEFAULT 0,
  discount numeric NOT NULL DEFAULT 0,
  opening_logos numeric NOT NULL DEFAULT 0,
  opening_arr numeric NOT NULL DEFAULT 0,
  transferred_out_arr numeric NOT NULL DEFAULT 0,
  transferred_out_logos numeric NOT NULL DEFAULT 0,
  base_logos numeric NOT NULL DEFAULT 0,
  base_arr numeric NOT NULL DEFAULT 0,
  transferred_in_arr numeric NOT NULL DEFAULT 0,
  transferred_in_logos numeric NOT NULL DEFAULT 0,
  retained_arr numeric NOT NULL DEFAULT 0,
  retained_without_growth_arr numeric NOT NULL DEFAULT 0,
  churn_logos numeric NOT NULL DEFAULT 0,
  churn_arr numeric NOT NULL DEFAULT 0,
  moved_out_logos numeric NOT NULL DEFAULT 0,
  moved_out_arr numeric NOT NULL DEFAULT 0,
  year_ago_logos numeric NOT NULL DEFAULT 0,
  year_ago_arr numeric NOT NULL DEFAULT 0,
  year_ago_base_logos numeric NOT NULL DEFAULT 0,
  year_ago_base_arr numeric NOT NULL DEFAULT 0,
  year_ago_retained_arr numeric NOT NULL DEFAULT 0,
  year_ago_retained_without_growth_arr numeric NOT NULL DEFAULT 0,
  year_ago_churn_logos numeric NOT NULL DEFAULT 0,
  mix_logos numeric NOT NULL DEFAULT 0,
  mix_arr numeric NOT NULL DEFAULT 0,
  one_time_lines numeric NOT NULL DEFAULT 0,
  one_time_amount numeric NOT NULL DEFAULT 0,
  bookings numeric NOT NULL DEFAULT 0,
  bookings_acv numeric NOT NULL DEFAULT 0,
  bookings_contracted_acv numeric NOT NULL DEFAULT 0,
  bookings_tcv numeric NOT NULL DEFAULT 0,
  bookings_net_value numeric NOT NULL DEFAULT 0,
  bookings_gross_value numeric NOT NULL DEFAULT 0,
  bookings_with_term numeric NOT NULL DEFAULT 0,
  bookings_with_sales_cycle numeric NOT NULL DEFAULT 0,
  replacements numeric NOT NULL DEFAULT 0,
  replacements_acv numeric NOT NULL DEFAULT 0,
  PRIMARY KEY (dimension, segment)
) ON COMMIT DROP;

-- Empties those of these tables that hold rows.
DO $$ BEGIN
  IF EXISTS (SELECT FROM rate) THEN TRUNCATE rate; END IF;
  IF EXISTS (SELECT FROM daily_rate) THEN TRUNCATE daily_rate; END IF;
  IF EXISTS (SELECT FROM touched_span) THEN TRUNCATE touched_span; END IF;
  IF EXISTS (SELECT FROM day_span) THEN TRUNCATE day_span; END IF;
  IF EXISTS (SELECT FROM renewing_contract) THEN TRUNCATE renewing_contract; END IF;
  IF EXISTS (SELECT FROM customer_with_several_spans) THEN TRUNCATE customer_with_several_spans; END IF;
  IF EXISTS (SELECT FROM cell) THEN TRUNCATE cell; END IF;
  IF EXISTS (SELECT FROM customer_position) THEN TRUNCATE customer_position; END IF;
  IF EXISTS (SELECT FROM handed_over) THEN TRUNCATE handed_over; END IF;
  IF EXISTS (SELECT FROM driver) THEN TRUNCATE driver; END IF;
  IF EXISTS (SELECT FROM dated_amount) THEN TRUNCATE dated_amount; END IF;
  IF EXISTS (SELECT FROM contract_without_rate) THEN TRUNCATE contract_without_rate; END IF;
  IF EXISTS (SELECT FROM segment_set) THEN TRUNCATE segment_set; END IF;
  IF EXISTS (SELECT FROM segment_sums) THEN TRUNCATE segment_sums; END IF;
END $$;
