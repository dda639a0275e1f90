-- One row for each combination of segments in the policy's attribute dimensions. Outlasts the transaction.
CREATE TEMPORARY TABLE IF NOT EXISTS attribute_set (
  -- Numbers begin at 1; 0 is no attributes, of a customer that is not active.
  attribute_set_id bigint GENERATED ALWAYS AS IDENTITY,
  -- The segments of the policy's attribute dimensions, as the text of an array.
  attribute_segments text COLLATE "C" PRIMARY KEY
);

-- One row for each currency, with its rates to the reporting currency.
CREATE TEMPORARY TABLE IF NOT EXISTS rate (
  -- Only currencies that have a rate on the measured day.
  currency text COLLATE "C" NOT NULL,
  -- The rate of each compared day; the measured day's if another day has none.
  now numeric NOT NULL,
  prior numeric NOT NULL,
  year_ago numeric NOT NULL
) ON COMMIT DELETE ROWS;

-- One row for each currency and day of the period.
CREATE TEMPORARY TABLE IF NOT EXISTS daily_rate (
  currency text COLLATE "C" NOT NULL,
  -- A day of the period, on which a one-time line or a booking can fall.
  day date NOT NULL,
  rate numeric NOT NULL
) ON COMMIT DELETE ROWS;

-- One row for each contract that changed since the last take.
CREATE TEMPORARY TABLE IF NOT EXISTS touched_contract (
  contract_id text COLLATE "C" PRIMARY KEY,
  -- The first day that changed; null if only its amounts are recalculated.
  first_day date
) ON COMMIT DELETE ROWS;

-- One row for each customer that such a change affects.
CREATE TEMPORARY TABLE IF NOT EXISTS touched_customer (
  customer_id text COLLATE "C" PRIMARY KEY,
  -- The first day that changed: infinity if the customer is only linked to one that changed, null for any day.
  first_day date
) ON COMMIT DELETE ROWS;

-- One row for each span of a touched customer that covers a compared day.
CREATE TEMPORARY TABLE IF NOT EXISTS touched_span (
  contract_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  arr numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  attributes jsonb,
  renews text[] COLLATE "C",
  lines text NOT NULL,
  covers_now boolean NOT NULL,
  covers_prior boolean NOT NULL,
  covers_year_ago boolean NOT NULL
) ON COMMIT DELETE ROWS;

-- One row for each span of a contract that covers a compared day and has a rate. The rows of the whole book have the
-- same columns in a table that the take makes.
CREATE TEMPORARY TABLE IF NOT EXISTS day_span (
  customer_id text COLLATE "C" NOT NULL,
  contract_id text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  currency text COLLATE "C" NOT NULL,
  -- The rate of the prior day, for the drivers of a change.
  prior_rate numeric NOT NULL,
  -- The contract is active by this span on the measured day, whether it counts then or is left out.
  active_now boolean NOT NULL,
  -- On which of the days the contract counts for its customer by this span.
  counts_now boolean NOT NULL,
  counts_prior boolean NOT NULL,
  counts_year_ago boolean NOT NULL,
  has_arr boolean NOT NULL,
  -- The same ARR at the rates of each day; the other measures are at those of the measured day.
  arr numeric NOT NULL,
  arr_at_prior_rate numeric NOT NULL,
  arr_at_year_ago_rate numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  -- Its segments in the attribute dimensions, as the text of an array.
  attribute_segments text COLLATE "C" NOT NULL
) ON COMMIT DELETE ROWS;

-- One row for each contract that an active contract with ARR renews on a compared day.
CREATE TEMPORARY TABLE IF NOT EXISTS renewing_contract (
  contract_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  -- The contract that it renews.
  renewed_contract_id text COLLATE "C" NOT NULL,
  has_rate boolean NOT NULL,
  active_now boolean NOT NULL,
  active_prior boolean NOT NULL,
  active_year_ago boolean NOT NULL
) ON COMMIT DELETE ROWS;

-- One row for each customer with more than one row in day_span.
CREATE TEMPORARY TABLE IF NOT EXISTS customer_with_several_spans (
  customer_id text COLLATE "C" NOT NULL
) ON COMMIT DELETE ROWS;

-- One row for all customers that are in the same segment sets and were active on the same days.
CREATE TEMPORARY TABLE IF NOT EXISTS cell (
  is_active boolean NOT NULL,
  was_active_before boolean NOT NULL,
  segment_set_id bigint,
  prior_segment_set_id bigint,
  year_ago_segment_set_id bigint,
  base_segment_set_id bigint,
  year_ago_base_segment_set_id bigint,
  -- Sums over its customers.
  logos numeric NOT NULL,
  arr numeric NOT NULL,
  arr_at_prior_rate numeric NOT NULL,
  arr_at_year_ago_rate numeric NOT NULL,
  prior_arr numeric NOT NULL,
  year_ago_arr numeric NOT NULL,
  base_arr numeric NOT NULL,
  year_ago_base_arr numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  active_contracts numeric NOT NULL,
  squared_arr numeric NOT NULL,
  retained_without_growth_arr numeric NOT NULL,
  year_ago_retained_without_growth_arr numeric NOT NULL,
  given_arr numeric NOT NULL,
  received_arr numeric NOT NULL,
  expansion_logos numeric NOT NULL,
  expansion_arr numeric NOT NULL,
  contraction_logos numeric NOT NULL,
  contraction_arr numeric NOT NULL,
  price numeric NOT NULL,
  quantity numeric NOT NULL,
  discount numeric NOT NULL
) ON COMMIT DELETE ROWS;
