-- As in 15-cells.sql: There are few cells, and the planner cannot know

-- Customers grouped once by all that decides in which sums they count (definitions, section 7: movements, retention);
-- these are subtracted, so every sum is negative.
INSERT INTO cell
SELECT
  position.arr > 0 AS is_active,
  position.was_active_before,
  position.segment_set_id,
  position.prior_segment_set_id,
  position.year_ago_segment_set_id,
  position.base_segment_set_id,
  position.year_ago_base_segment_set_id,
  -sum(1) AS logos,
  -sum(position.arr) AS arr,
  -sum(position.arr_at_prior_rate) AS arr_at_prior_rate,
  -sum(position.arr_at_year_ago_rate) AS arr_at_year_ago_rate,
  -sum(position.prior_arr) AS prior_arr,
  -sum(position.year_ago_arr) AS year_ago_arr,
  -sum(position.base_arr) AS base_arr,
  -sum(position.year_ago_base_arr) AS year_ago_base_arr,
  -sum(position.gross_arr) AS gross_arr,
  -sum(position.acv) AS acv,
  -sum(position.contracted_acv) AS contracted_acv,
  -sum(position.expected_usage) AS expected_usage,
  -sum(position.active_contracts) AS active_contracts,
  -sum(position.arr * position.arr) AS squared_arr,
  -sum(least(position.base_arr, position.arr_at_prior_rate)) AS retained_without_growth_arr,
  -sum(least(position.year_ago_base_arr, position.arr_at_year_ago_rate)) AS year_ago_retained_without_growth_arr,
  coalesce(-sum(position.given_arr) FILTER (WHERE position.has_changed_spans), 0) AS given_arr,
  coalesce(-sum(position.received_arr) FILTER (WHERE position.has_changed_spans), 0) AS received_arr,
  coalesce(-sum((position.arr_at_prior_rate > position.base_arr)::int) FILTER (WHERE position.has_changed_spans), 0) AS expansion_logos,
  coalesce(-sum(greatest(position.arr_at_prior_rate - position.base_arr, 0)) FILTER (WHERE position.has_changed_spans), 0) AS expansion_arr,
  coalesce(-sum((position.arr_at_prior_rate < position.base_arr)::int) FILTER (WHERE position.has_changed_spans), 0) AS contraction_logos,
  coalesce(-sum(least(position.arr_at_prior_rate - position.base_arr, 0)) FILTER (WHERE position.has_changed_spans), 0) AS contraction_arr,
  coalesce(-sum(driver.price) FILTER (WHERE position.has_changed_spans), 0) AS price,
  coalesce(-sum(driver.quantity) FILTER (WHERE position.has_changed_spans), 0) AS quantity,
  coalesce(-sum(driver.discount) FILTER (WHERE position.has_changed_spans), 0) AS discount
FROM customer_position_former AS position
LEFT JOIN driver_former AS driver ON driver.customer_id = position.customer_id
GROUP BY
  position.arr > 0,
  position.was_active_before,
  position.segment_set_id,
  position.prior_segment_set_id,
  position.year_ago_segment_set_id,
  position.base_segment_set_id,
  position.year_ago_base_segment_set_id;

-- As in 15-cells.sql: Customers grouped once by all that decides in which sums they count
-- As in 15-cells.sql: From here on it may sort

-- The segments of each segment set that was found (definitions, section 6: dimensions). By the primary key.
INSERT INTO segment_set_month_2025_03
SELECT
  found.segment_set_id,
  CASE
    WHEN found.segment_set_id = 0 THEN ARRAY['all', '(none)', '(none)', '(none)', '(none)', '(none)']
    ELSE ARRAY['all'] || attribute_set.attribute_segments::text[] || ARRAY[
      (extract(year FROM (date '1969-01-01' + make_interval(months => (found.segment_set_id / 4096 % 4096)::int * 3)))::int + 0)
        || '-Q' || extract(quarter FROM (date '1969-01-01' + make_interval(months => (found.segment_set_id / 4096 % 4096)::int * 3)))::int,
      CASE found.segment_set_id % 4096
        WHEN 0 THEN '>=50k'
        WHEN 1 THEN '15k-50k'
        WHEN 2 THEN '5k-15k'
        WHEN 3 THEN '<5k'
      END
    ]
  END
FROM (
  SELECT segment_set_id FROM cell
  UNION
  SELECT prior_segment_set_id FROM cell
  UNION
  SELECT year_ago_segment_set_id FROM cell
  UNION
  SELECT segment_set_id FROM dated_amount_former
  UNION
  SELECT segment_set_id FROM dated_amount_fresh
) AS found
LEFT JOIN attribute_set ON attribute_set.attribute_set_id = found.segment_set_id / 16777216
WHERE found.segment_set_id IS NOT NULL
ON CONFLICT (segment_set_id) DO NOTHING;

-- As in 17-segment-sums.sql: Customers in their segments of the measured day
-- As in 17-segment-sums.sql: Customers in their segments of the prior day
-- As in 17-segment-sums.sql: Customers in the segments of their base
-- As in 17-segment-sums.sql: Customers in their segments of the year-ago day
-- As in 17-segment-sums.sql: Customers in the segments of their year-ago base
-- As in 17-segment-sums.sql: Active customers for mix and rate

-- Sums of bookings, replacements and one-time lines by segment (definitions, section 7: Bookings, one_time_total).
INSERT INTO segment_sums_month_2025_03 AS total (
  dimension,
  segment,
  one_time_lines,
  one_time_amount,
  bookings,
  bookings_acv,
  bookings_contracted_acv,
  bookings_tcv,
  bookings_net_value,
  bookings_gross_value,
  bookings_with_term,
  bookings_with_sales_cycle,
  replacements,
  replacements_acv
)
WITH dated AS MATERIALIZED (
  SELECT
    amount.segment_set_id,
    amount.kind,
    -sum(1) AS count,
    -sum(amount.amount) AS amount,
    coalesce(-sum(amount.contracted_acv), 0) AS contracted_acv,
    coalesce(-sum(amount.tcv), 0) AS tcv,
    coalesce(-sum(amount.net_value), 0) AS net_value,
    coalesce(-sum(amount.gross_value), 0) AS gross_value,
    -sum((amount.term_months IS NOT NULL)::int) AS with_term,
    -sum((amount.sales_cycle_days IS NOT NULL)::int) AS with_sales_cycle
  FROM dated_amount_former AS amount
  GROUP BY amount.segment_set_id, amount.kind
)
SELECT
  dimension.number,
  segment_set.segments[dimension.number],
  coalesce(sum(dated.count) FILTER (WHERE dated.kind = 'one_time_line'), 0) AS one_time_lines,
  coalesce(sum(dated.amount) FILTER (WHERE dated.kind = 'one_time_line'), 0) AS one_time_amount,
  coalesce(sum(dated.count) FILTER (WHERE dated.kind = 'booking'), 0) AS bookings,
  coalesce(sum(dated.amount) FILTER (WHERE dated.kind = 'booking'), 0) AS bookings_acv,
  coalesce(sum(dated.contracted_acv) FILTER (WHERE dated.kind = 'booking'), 0) AS bookings_contracted_acv,
  coalesce(sum(dated.tcv) FILTER (WHERE dated.kind = 'booking'), 0) AS bookings_tcv,
  coalesce(sum(dated.net_value) FILTER (WHERE dated.kind = 'booking'), 0) AS bookings_net_value,
  coalesce(sum(dated.gross_value) FILTER (WHERE dated.kind = 'booking'), 0) AS bookings_gross_value,
  coalesce(sum(dated.with_term) FILTER (WHERE dated.kind = 'booking'), 0) AS bookings_with_term,
  coalesce(sum(dated.with_sales_cycle) FILTER (WHERE dated.kind = 'booking'), 0) AS bookings_with_sales_cycle,
  coalesce(sum(dated.count) FILTER (WHERE dated.kind = 'replacement'), 0) AS replacements,
  coalesce(sum(dated.amount) FILTER (WHERE dated.kind = 'replacement'), 0) AS replacements_acv
FROM dated
JOIN segment_set_month_2025_03 AS segment_set ON segment_set.segment_set_id = dated.segment_set_id
CROSS JOIN generate_series(1, 6::int) AS dimension(number)
GROUP BY dimension.number, segment_set.segments[dimension.number]
ON CONFLICT (dimension, segment) DO UPDATE
SET
  one_time_lines = total.one_time_lines + excluded.one_time_lines,
  one_time_amount = total.one_time_amount + excluded.one_time_amount,
  bookings = total.bookings + excluded.bookings,
  bookings_acv = total.bookings_acv + excluded.bookings_acv,
  bookings_contracted_acv = total.bookings_contracted_acv + excluded.bookings_contracted_acv,
  bookings_tcv = total.bookings_tcv + excluded.bookings_tcv,
  bookings_net_value = total.bookings_net_value + excluded.bookings_net_value,
  bookings_gross_value = total.bookings_gross_value + excluded.bookings_gross_value,
  bookings_with_term = total.bookings_with_term + excluded.bookings_with_term,
  bookings_with_sales_cycle = total.bookings_with_sales_cycle + excluded.bookings_with_sales_cycle,
  replacements = total.replacements + excluded.replacements,
  replacements_acv = total.replacements_acv + excluded.replacements_acv;

-- As in 17-segment-sums.sql: Sums of bookings, replacements and one-time lines by segment
