-- There are few cells, and the planner cannot know: it would sort all customers, which takes twice as long as hashing.
SET LOCAL enable_sort = off;

-- Customers grouped once by all that decides in which sums they count (definitions, section 7: movements, retention).
INSERT INTO cell
SELECT
  position.arr > 0 AS is_active,
  position.was_active_before,
  position.segment_set_id,
  position.prior_segment_set_id,
  position.year_ago_segment_set_id,
  position.base_segment_set_id,
  position.year_ago_base_segment_set_id,
  sum(1) AS logos,
  sum(position.arr) AS arr,
  sum(position.arr_at_prior_rate) AS arr_at_prior_rate,
  sum(position.arr_at_year_ago_rate) AS arr_at_year_ago_rate,
  sum(position.prior_arr) AS prior_arr,
  sum(position.year_ago_arr) AS year_ago_arr,
  sum(position.base_arr) AS base_arr,
  sum(position.year_ago_base_arr) AS year_ago_base_arr,
  sum(position.gross_arr) AS gross_arr,
  sum(position.acv) AS acv,
  sum(position.contracted_acv) AS contracted_acv,
  sum(position.expected_usage) AS expected_usage,
  sum(position.active_contracts) AS active_contracts,
  sum(position.arr * position.arr) AS squared_arr,
  sum(least(position.base_arr, position.arr_at_prior_rate)) AS retained_without_growth_arr,
  sum(least(position.year_ago_base_arr, position.arr_at_year_ago_rate)) AS year_ago_retained_without_growth_arr,
  coalesce(sum(position.given_arr) FILTER (WHERE position.has_changed_spans), 0) AS given_arr,
  coalesce(sum(position.received_arr) FILTER (WHERE position.has_changed_spans), 0) AS received_arr,
  coalesce(sum((position.arr_at_prior_rate > position.base_arr)::int) FILTER (WHERE position.has_changed_spans), 0) AS expansion_logos,
  coalesce(sum(greatest(position.arr_at_prior_rate - position.base_arr, 0)) FILTER (WHERE position.has_changed_spans), 0) AS expansion_arr,
  coalesce(sum((position.arr_at_prior_rate < position.base_arr)::int) FILTER (WHERE position.has_changed_spans), 0) AS contraction_logos,
  coalesce(sum(least(position.arr_at_prior_rate - position.base_arr, 0)) FILTER (WHERE position.has_changed_spans), 0) AS contraction_arr,
  coalesce(sum(driver.price) FILTER (WHERE position.has_changed_spans), 0) AS price,
  coalesce(sum(driver.quantity) FILTER (WHERE position.has_changed_spans), 0) AS quantity,
  coalesce(sum(driver.discount) FILTER (WHERE position.has_changed_spans), 0) AS discount
FROM customer_position AS position
LEFT JOIN driver AS driver ON driver.customer_id = position.customer_id
GROUP BY
  position.arr > 0,
  position.was_active_before,
  position.segment_set_id,
  position.prior_segment_set_id,
  position.year_ago_segment_set_id,
  position.base_segment_set_id,
  position.year_ago_base_segment_set_id;

-- From here on it may sort.
SET LOCAL enable_sort = on;
