-- The spans of touched customers on the compared days, read once. By span_run_customer.
INSERT INTO touched_span
SELECT
  run.contract_id,
  run.customer_id,
  run.currency,
  run.days[span.at] AS valid_from,
  run.arr[span.at] AS arr,
  coalesce(run.gross_arr[span.at], run.arr[span.at]) AS gross_arr,
  coalesce(run.acv[span.at], run.arr[span.at]) AS acv,
  coalesce(run.contracted_acv[span.at], run.arr[span.at]) AS contracted_acv,
  coalesce(run.expected_usage[span.at], 0) AS expected_usage,
  run.attributes,
  run.renews,
  split_part(run.lines, E'\n', span.at) AS lines,
  span.at IS NOT DISTINCT FROM place.now AS covers_now,
  span.at IS NOT DISTINCT FROM place.prior AS covers_prior,
  span.at IS NOT DISTINCT FROM place.year_ago AS covers_year_ago
FROM touched_customer AS touched
CROSS JOIN LATERAL (
  SELECT * FROM span_run AS own WHERE own.customer_id = touched.customer_id OFFSET 0
) AS run
CROSS JOIN LATERAL (
  SELECT
    CASE WHEN (run.valid_from <= '2025-03-31'::date AND run.valid_to > '2025-03-31'::date) THEN width_bucket('2025-03-31'::date, run.days) END AS now,
    CASE WHEN (run.valid_from <= '2025-02-28'::date AND run.valid_to > '2025-02-28'::date) THEN width_bucket('2025-02-28'::date, run.days) END AS prior,
    CASE WHEN (run.valid_from <= '2024-03-31'::date AND run.valid_to > '2024-03-31'::date) THEN width_bucket('2024-03-31'::date, run.days) END AS year_ago
) AS place
CROSS JOIN LATERAL (VALUES (place.now), (nullif(place.prior, place.now)), (nullif(nullif(place.year_ago, place.now), place.prior))) AS span(at)
WHERE span.at IS NOT NULL
  AND (
    (run.valid_from <= '2025-03-31'::date AND run.valid_to > '2025-03-31'::date)
    OR (run.valid_from <= '2025-02-28'::date AND run.valid_to > '2025-02-28'::date)
    OR (run.valid_from <= '2024-03-31'::date AND run.valid_to > '2024-03-31'::date)
  );

-- The spans of touched customers that count on a compared day, in the reporting currency (definitions, section 6:
-- reporting amount).
INSERT INTO day_span
SELECT
  span.customer_id,
  span.contract_id,
  span.valid_from,
  span.currency,
  rate.prior AS prior_rate,
  span.covers_now AS active_now,
  span.covers_now AS counts_now,
  span.covers_prior AS counts_prior,
  span.covers_year_ago AS counts_year_ago,
  span.arr > 0 AS has_arr,
  CASE WHEN rate.now = 1 THEN span.arr ELSE round10(span.arr * rate.now) END AS arr,
  CASE WHEN rate.prior = 1 THEN span.arr ELSE round10(span.arr * rate.prior) END AS arr_at_prior_rate,
  CASE WHEN rate.year_ago = 1 THEN span.arr ELSE round10(span.arr * rate.year_ago) END AS arr_at_year_ago_rate,
  CASE WHEN rate.now = 1 THEN span.gross_arr ELSE round10(span.gross_arr * rate.now) END AS gross_arr,
  CASE WHEN rate.now = 1 THEN span.acv ELSE round10(span.acv * rate.now) END AS acv,
  CASE WHEN rate.now = 1 THEN span.contracted_acv ELSE round10(span.contracted_acv * rate.now) END AS contracted_acv,
  CASE WHEN rate.now = 1 THEN span.expected_usage ELSE round10(span.expected_usage * rate.now) END AS expected_usage,
  (ARRAY[
    coalesce(nullif(span.attributes ->> 'tier', ''), '(none)'),
    coalesce(nullif(span.attributes ->> 'channel', ''), '(none)'),
    coalesce(nullif(span.attributes ->> 'region', ''), '(none)')
  ]::text[])::text AS attribute_segments
FROM touched_span AS span
JOIN rate ON rate.currency = span.currency;

-- Contracts that would count if their currency had a rate (definitions, section 6: missing_fx): by their spans on the
-- compared days, and by their one-time lines and bookings of the period. By one_time_charge_contract and the primary key of booking.
INSERT INTO contract_without_rate_month_2025_03 (contract_id, currency, is_currency_now)
SELECT span.contract_id, span.currency, span.covers_now
FROM touched_span AS span
WHERE span.currency NOT IN (SELECT currency FROM rate)
  AND span.contract_id IN (SELECT contract_id FROM touched_contract)
UNION ALL
SELECT charge.contract_id, charge.currency, false
FROM touched_contract AS touched
CROSS JOIN LATERAL (
  SELECT * FROM one_time_charge AS own WHERE own.contract_id = touched.contract_id OFFSET 0
) AS charge
WHERE charge.date BETWEEN '2025-03-01' AND '2025-03-31'
  AND charge.currency NOT IN (SELECT currency FROM rate)
UNION ALL
SELECT booking.contract_id, booking.currency, false
FROM touched_contract AS touched
CROSS JOIN LATERAL (
  SELECT * FROM booking AS own WHERE own.contract_id = touched.contract_id OFFSET 0
) AS booking
WHERE booking.booked_on BETWEEN '2025-03-01' AND '2025-03-31'
  AND booking.currency NOT IN (SELECT currency FROM rate);

-- Contracts that renew others while they are active with ARR above 0, one row for each contract that they name: one that is
-- signed but not yet paid for hides nothing (definitions, section 6).
INSERT INTO renewing_contract
SELECT
  span.contract_id,
  span.customer_id,
  named.renewed_contract_id,
  span.currency IN (SELECT currency FROM rate) AS has_rate,
  span.covers_now AS active_now,
  span.covers_prior AS active_prior,
  span.covers_year_ago AS active_year_ago
FROM touched_span AS span
CROSS JOIN LATERAL unnest(span.renews) AS named(renewed_contract_id)
WHERE span.renews IS NOT NULL
  AND span.arr > 0;

-- A contract that another active contract of the same customer with ARR above 0 renews does not count on that day
-- (definitions, section 6). Activity alone decides, whatever the rates.
WITH left_out AS MATERIALIZED (
  SELECT
    span.contract_id,
    span.valid_from,
    bool_or(successor.active_now) AS left_out_now,
    bool_or(successor.active_prior) AS left_out_prior,
    bool_or(successor.active_year_ago) AS left_out_year_ago
  FROM renewing_contract AS successor
  JOIN touched_span AS span
    ON span.contract_id = successor.renewed_contract_id
    AND span.customer_id = successor.customer_id
  WHERE (
    span.covers_now AND successor.active_now
    OR span.covers_prior AND successor.active_prior
    OR span.covers_year_ago AND successor.active_year_ago
  )
    -- Of two that renew each other the larger id stays.
    AND NOT (
      coalesce(successor.contract_id = ANY(span.renews), false)
      AND span.contract_id > successor.contract_id
    )
  GROUP BY span.contract_id, span.valid_from
)
UPDATE day_span
SET
  counts_now = day_span.counts_now AND NOT left_out.left_out_now,
  counts_prior = day_span.counts_prior AND NOT left_out.left_out_prior,
  counts_year_ago = day_span.counts_year_ago AND NOT left_out.left_out_year_ago
FROM left_out
WHERE day_span.contract_id = left_out.contract_id
  AND day_span.valid_from = left_out.valid_from;

-- As in 10-left-out.sql: A contract whose currency on the measured day has no rate is left out of both sides of a comparison
-- As in 11-customer-positions.sql: Customers with more than one of these spans
-- As in 11-customer-positions.sql: Numbers for attributes that no contract had before
-- As in 11-customer-positions.sql: These tables were filled a moment ago

-- The amounts of every customer on the compared days, and its segments (definitions, section 6: a customer is active
-- if the ARR of its contracts adds up to more than 0; its attributes are those of the primary contract, its cohort is
-- that of its first active day, its band goes by its ARR). By the primary key of customer.
INSERT INTO customer_position_fresh (
  customer_id,
  arr,
  arr_at_prior_rate,
  arr_at_year_ago_rate,
  prior_arr,
  year_ago_arr,
  base_arr,
  year_ago_base_arr,
  gross_arr,
  acv,
  contracted_acv,
  expected_usage,
  active_contracts,
  was_active_before,
  has_changed_spans,
  segment_set_id,
  prior_segment_set_id,
  year_ago_segment_set_id,
  base_segment_set_id,
  year_ago_base_segment_set_id
)
WITH amounts AS (
  -- A customer with one span, as most are: its amounts without a sum.
  SELECT
    day_span.customer_id,
    CASE WHEN day_span.counts_now THEN day_span.arr ELSE 0 END AS arr,
    CASE WHEN day_span.counts_now THEN day_span.arr_at_prior_rate ELSE 0 END AS arr_at_prior_rate,
    CASE WHEN day_span.counts_now THEN day_span.arr_at_year_ago_rate ELSE 0 END AS arr_at_year_ago_rate,
    CASE WHEN day_span.counts_prior THEN day_span.arr_at_prior_rate ELSE 0 END AS prior_arr,
    CASE WHEN day_span.counts_year_ago THEN day_span.arr_at_year_ago_rate ELSE 0 END AS year_ago_arr,
    CASE WHEN day_span.counts_now THEN day_span.gross_arr ELSE 0 END AS gross_arr,
    CASE WHEN day_span.counts_now AND day_span.has_arr THEN day_span.acv ELSE 0 END AS acv,
    CASE WHEN day_span.counts_now AND day_span.has_arr THEN day_span.contracted_acv ELSE 0 END AS contracted_acv,
    CASE WHEN day_span.counts_now THEN day_span.expected_usage ELSE 0 END AS expected_usage,
    (day_span.counts_now AND day_span.has_arr)::int AS active_contracts,
    day_span.counts_now AS has_contract_now,
    day_span.counts_now <> day_span.counts_prior AS has_changed_spans,
    attribute_set.attribute_set_id,
    attribute_set.attribute_set_id AS prior_attribute_set_id,
    attribute_set.attribute_set_id AS year_ago_attribute_set_id
  FROM day_span
  JOIN attribute_set ON attribute_set.attribute_segments = day_span.attribute_segments
  LEFT JOIN customer_with_several_spans AS several ON several.customer_id = day_span.customer_id
  WHERE several.customer_id IS NULL
  UNION ALL
  -- The other customers: their amounts are added up, and the primary contract gives the attributes.
  SELECT
    day_span.customer_id,
    coalesce(sum(day_span.arr) FILTER (WHERE day_span.counts_now), 0) AS arr,
    coalesce(sum(day_span.arr_at_prior_rate) FILTER (WHERE day_span.counts_now), 0) AS arr_at_prior_rate,
    coalesce(sum(day_span.arr_at_year_ago_rate) FILTER (WHERE day_span.counts_now), 0) AS arr_at_year_ago_rate,
    coalesce(sum(day_span.arr_at_prior_rate) FILTER (WHERE day_span.counts_prior), 0) AS prior_arr,
    coalesce(sum(day_span.arr_at_year_ago_rate) FILTER (WHERE day_span.counts_year_ago), 0) AS year_ago_arr,
    coalesce(sum(day_span.gross_arr) FILTER (WHERE day_span.counts_now), 0) AS gross_arr,
    coalesce(sum(day_span.acv) FILTER (WHERE day_span.counts_now AND day_span.has_arr), 0) AS acv,
    coalesce(sum(day_span.contracted_acv) FILTER (WHERE day_span.counts_now AND day_span.has_arr), 0) AS contracted_acv,
    coalesce(sum(day_span.expected_usage) FILTER (WHERE day_span.counts_now), 0) AS expected_usage,
    (count(*) FILTER (WHERE day_span.counts_now AND day_span.has_arr))::int AS active_contracts,
    bool_or(day_span.counts_now) AS has_contract_now,
    bool_or(day_span.counts_now <> day_span.counts_prior) AS has_changed_spans,
    (array_agg(attribute_set.attribute_set_id ORDER BY day_span.arr DESC, day_span.contract_id)
      FILTER (WHERE day_span.counts_now))[1] AS attribute_set_id,
    (array_agg(attribute_set.attribute_set_id ORDER BY day_span.arr_at_prior_rate DESC, day_span.contract_id)
      FILTER (WHERE day_span.counts_prior))[1] AS prior_attribute_set_id,
    (array_agg(attribute_set.attribute_set_id ORDER BY day_span.arr_at_year_ago_rate DESC, day_span.contract_id)
      FILTER (WHERE day_span.counts_year_ago))[1] AS year_ago_attribute_set_id
  FROM day_span
  JOIN attribute_set ON attribute_set.attribute_segments = day_span.attribute_segments
  JOIN customer_with_several_spans AS several ON several.customer_id = day_span.customer_id
  GROUP BY day_span.customer_id
)
SELECT
  amounts.customer_id,
  amounts.arr,
  CASE WHEN amounts.arr > 0 THEN amounts.arr_at_prior_rate ELSE 0 END AS arr_at_prior_rate,
  CASE WHEN amounts.arr > 0 THEN amounts.arr_at_year_ago_rate ELSE 0 END AS arr_at_year_ago_rate,
  amounts.prior_arr,
  amounts.year_ago_arr,
  amounts.prior_arr AS base_arr,
  amounts.year_ago_arr AS year_ago_base_arr,
  amounts.gross_arr,
  amounts.acv,
  amounts.contracted_acv,
  amounts.expected_usage,
  amounts.active_contracts,
  coalesce(customer.first_active <= '2025-02-28'::date, false) AS was_active_before,
  amounts.has_changed_spans,
  CASE
    WHEN amounts.arr > 0 THEN (
      (amounts.attribute_set_id * 4096 + cohort.number) * 4096
      + CASE
        WHEN amounts.arr >= 50000 THEN 0
        WHEN amounts.arr >= 15000 THEN 1
        WHEN amounts.arr >= 5000 THEN 2
        WHEN amounts.arr >= 0 THEN 3
      END
    )
    WHEN amounts.has_contract_now THEN 0
  END AS segment_set_id,
  earlier.prior_segment_set_id,
  earlier.year_ago_segment_set_id,
  earlier.prior_segment_set_id AS base_segment_set_id,
  earlier.year_ago_segment_set_id AS year_ago_base_segment_set_id
FROM amounts
LEFT JOIN LATERAL (
  SELECT own.first_active FROM customer AS own WHERE own.customer_id = amounts.customer_id OFFSET 0
) AS customer ON true
-- OFFSET 0: the number of a cohort is calculated once for each customer, not once for each of its segment sets.
CROSS JOIN LATERAL (
  SELECT (
    (date_part('year', customer.first_active)::int - 1970) * 12 + date_part('month', customer.first_active)::int - 1 + 12
  ) / 3 AS number OFFSET 0
) AS cohort
CROSS JOIN LATERAL (
  SELECT
    CASE
      WHEN amounts.prior_arr > 0 THEN (
        (amounts.prior_attribute_set_id * 4096 + cohort.number) * 4096
        + CASE
          WHEN amounts.prior_arr >= 50000 THEN 0
          WHEN amounts.prior_arr >= 15000 THEN 1
          WHEN amounts.prior_arr >= 5000 THEN 2
          WHEN amounts.prior_arr >= 0 THEN 3
        END
      )
    END AS prior_segment_set_id,
    CASE
      WHEN amounts.year_ago_arr > 0 THEN (
        (amounts.year_ago_attribute_set_id * 4096 + cohort.number) * 4096
        + CASE
          WHEN amounts.year_ago_arr >= 50000 THEN 0
          WHEN amounts.year_ago_arr >= 15000 THEN 1
          WHEN amounts.year_ago_arr >= 5000 THEN 2
          WHEN amounts.year_ago_arr >= 0 THEN 3
        END
      )
    END AS year_ago_segment_set_id
  OFFSET 0
) AS earlier;

-- As in 12-handed-over.sql: Definitions, section 7, "Changed hands"
-- As in 12-handed-over.sql: Contracts that a customer gave or received move the base that it is compared with

-- Lets the planner hash, because a loop over all pairs grows with the square of the touched customers.
SET LOCAL enable_nestloop = off;

-- Reads the lines of changed customers in the order of the customers, some at a time.
DECLARE changed_lines NO SCROLL CURSOR FOR
-- The lines of customers that are active on both days and changed, for the drivers of the bridge (definitions, section 7:
-- ACV bridge), in the order of the customers. On the prior day a contract counts for the customer to which it has been
-- handed over since. Begins with these customers, which are few in most months.
WITH changed AS MATERIALIZED (
  SELECT position.customer_id
  FROM customer_position_fresh AS position
  WHERE position.has_changed_spans
    AND position.arr > 0
    AND position.base_arr > 0
), compared_span AS (
  SELECT
    changed.customer_id,
    day_span.contract_id,
    day_span.valid_from,
    day_span.currency,
    day_span.prior_rate,
    day_span.counts_now,
    day_span.counts_prior AND handed_over.contract_id IS NULL AS counts_prior
  FROM changed
  JOIN day_span ON day_span.customer_id = changed.customer_id
  LEFT JOIN handed_over_fresh AS handed_over
    ON handed_over.contract_id = day_span.contract_id
    AND handed_over.valid_from = day_span.valid_from
  UNION ALL
  SELECT
    changed.customer_id,
    day_span.contract_id,
    day_span.valid_from,
    day_span.currency,
    day_span.prior_rate,
    false AS counts_now,
    true AS counts_prior
  FROM changed
  JOIN handed_over_fresh AS handed_over ON handed_over.receiver = changed.customer_id
  JOIN day_span
    ON day_span.contract_id = handed_over.contract_id
    AND day_span.valid_from = handed_over.valid_from
    AND day_span.counts_prior
)
SELECT
  compared_span.customer_id,
  compared_span.contract_id,
  compared_span.counts_now,
  compared_span.counts_prior,
  compared_span.currency,
  compared_span.prior_rate::text,
  span.lines
FROM compared_span
JOIN touched_span AS span
  ON span.contract_id = compared_span.contract_id
  AND span.valid_from = compared_span.valid_from
WHERE compared_span.counts_now
  OR compared_span.counts_prior
ORDER BY compared_span.customer_id;

-- Back to the planner's own choice.
SET LOCAL enable_nestloop TO DEFAULT;

-- As in 13-drivers.sql: Lines read at once
-- As in 13-drivers.sql: Price, quantity and discount by customer, as the domain derives them from its lines
-- As in 13-drivers.sql: All lines were read
