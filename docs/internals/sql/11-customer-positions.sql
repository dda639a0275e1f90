-- Customers with more than one of these spans: the others need no adding up.
INSERT INTO customer_with_several_spans
SELECT customer_id
FROM day_span
GROUP BY customer_id
HAVING count(*) > 1;

-- Numbers for attributes that no contract had before. By the primary key.
INSERT INTO attribute_set (attribute_segments)
SELECT DISTINCT attribute_segments
FROM day_span
ON CONFLICT (attribute_segments) DO NOTHING;

-- These tables were filled a moment ago: the planner knows nothing of them before this.
ANALYZE day_span (customer_id, contract_id), customer_with_several_spans, renewing_contract, attribute_set;

-- The amounts of every customer on the compared days, and its segments (definitions, section 6: a customer is active
-- if the ARR of its contracts adds up to more than 0; its attributes are those of the primary contract, its cohort is
-- that of its first active day, its band goes by its ARR). By the primary key of customer.
INSERT INTO customer_position (
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
LEFT JOIN customer ON customer.customer_id = amounts.customer_id
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
