-- Customers in their segments of the measured day (definitions, section 7): size, who is new, reactivated or moved in,
-- growth, currency, and the customers that stay, for the bridge.
INSERT INTO segment_sums AS total (
  dimension,
  segment,
  now_logos,
  now_arr,
  active_contracts,
  gross_arr,
  acv,
  contracted_acv,
  expected_usage,
  squared_arr,
  now_arr_at_prior_rate,
  new_logos,
  new_arr,
  reactivation_logos,
  reactivation_arr,
  moved_in_logos,
  moved_in_arr,
  expansion_logos,
  expansion_arr,
  contraction_logos,
  contraction_arr,
  fx_arr,
  remaining_logos,
  remaining_arr,
  remaining_base_arr,
  remaining_arr_at_prior_rate,
  price,
  quantity,
  discount
)
SELECT
  cell.dimension,
  cell.own_segment,
  coalesce(sum(cell.logos) FILTER (WHERE cell.is_active), 0) AS now_logos,
  coalesce(sum(cell.arr) FILTER (WHERE cell.is_active), 0) AS now_arr,
  coalesce(sum(cell.active_contracts) FILTER (WHERE cell.is_active), 0) AS active_contracts,
  coalesce(sum(cell.gross_arr) FILTER (WHERE cell.is_active), 0) AS gross_arr,
  coalesce(sum(cell.acv) FILTER (WHERE cell.is_active), 0) AS acv,
  coalesce(sum(cell.contracted_acv) FILTER (WHERE cell.is_active), 0) AS contracted_acv,
  coalesce(sum(cell.expected_usage), 0) AS expected_usage,
  coalesce(sum(cell.squared_arr) FILTER (WHERE cell.is_active), 0) AS squared_arr,
  coalesce(sum(cell.arr_at_prior_rate) FILTER (WHERE cell.is_active), 0) AS now_arr_at_prior_rate,
  coalesce(sum(cell.logos) FILTER (WHERE cell.is_new), 0) AS new_logos,
  coalesce(sum(cell.arr) FILTER (WHERE cell.is_new), 0) AS new_arr,
  coalesce(sum(cell.logos) FILTER (WHERE cell.is_reactivated), 0) AS reactivation_logos,
  coalesce(sum(cell.arr) FILTER (WHERE cell.is_reactivated), 0) AS reactivation_arr,
  coalesce(sum(cell.logos) FILTER (WHERE cell.changes_segment), 0) AS moved_in_logos,
  coalesce(sum(cell.base_arr) FILTER (WHERE cell.changes_segment), 0) AS moved_in_arr,
  coalesce(sum(cell.expansion_logos) FILTER (WHERE cell.is_active_both_times), 0) AS expansion_logos,
  coalesce(sum(cell.expansion_arr) FILTER (WHERE cell.is_active_both_times), 0) AS expansion_arr,
  coalesce(sum(cell.contraction_logos) FILTER (WHERE cell.is_active_both_times), 0) AS contraction_logos,
  coalesce(sum(cell.contraction_arr) FILTER (WHERE cell.is_active_both_times), 0) AS contraction_arr,
  coalesce(sum(cell.arr - cell.arr_at_prior_rate) FILTER (WHERE cell.is_active_both_times), 0) AS fx_arr,
  coalesce(sum(cell.logos) FILTER (WHERE cell.stays_in_segment), 0) AS remaining_logos,
  coalesce(sum(cell.arr) FILTER (WHERE cell.stays_in_segment), 0) AS remaining_arr,
  coalesce(sum(cell.base_arr) FILTER (WHERE cell.stays_in_segment), 0) AS remaining_base_arr,
  coalesce(sum(cell.arr_at_prior_rate) FILTER (WHERE cell.stays_in_segment), 0) AS remaining_arr_at_prior_rate,
  coalesce(sum(cell.price) FILTER (WHERE cell.stays_in_segment), 0) AS price,
  coalesce(sum(cell.quantity) FILTER (WHERE cell.stays_in_segment), 0) AS quantity,
  coalesce(sum(cell.discount) FILTER (WHERE cell.stays_in_segment), 0) AS discount
FROM (
  SELECT
    cell.*,
    dimension.number AS dimension,
    now_set.segments[dimension.number] AS own_segment,
    cell.is_active AND cell.base_segment_set_id IS NULL AND NOT cell.was_active_before AS is_new,
    cell.is_active AND cell.base_segment_set_id IS NULL AND cell.was_active_before AS is_reactivated,
    cell.is_active AND cell.base_segment_set_id IS NOT NULL AS is_active_both_times,
    cell.is_active AND now_set.segments[dimension.number] = base_set.segments[dimension.number] AS stays_in_segment,
    cell.is_active AND now_set.segments[dimension.number] <> base_set.segments[dimension.number] AS changes_segment
  FROM cell
  LEFT JOIN segment_set AS now_set ON now_set.segment_set_id = cell.segment_set_id
  LEFT JOIN segment_set AS prior_set ON prior_set.segment_set_id = cell.prior_segment_set_id
  LEFT JOIN segment_set AS base_set ON base_set.segment_set_id = cell.base_segment_set_id
  LEFT JOIN segment_set AS year_ago_set ON year_ago_set.segment_set_id = cell.year_ago_segment_set_id
  LEFT JOIN segment_set AS year_ago_base_set ON year_ago_base_set.segment_set_id = cell.year_ago_base_segment_set_id
  CROSS JOIN generate_series(1, 6::int) AS dimension(number)
) AS cell
WHERE cell.own_segment IS NOT NULL
GROUP BY cell.dimension, cell.own_segment
ON CONFLICT (dimension, segment) DO UPDATE
SET
  now_logos = total.now_logos + excluded.now_logos,
  now_arr = total.now_arr + excluded.now_arr,
  active_contracts = total.active_contracts + excluded.active_contracts,
  gross_arr = total.gross_arr + excluded.gross_arr,
  acv = total.acv + excluded.acv,
  contracted_acv = total.contracted_acv + excluded.contracted_acv,
  expected_usage = total.expected_usage + excluded.expected_usage,
  squared_arr = total.squared_arr + excluded.squared_arr,
  now_arr_at_prior_rate = total.now_arr_at_prior_rate + excluded.now_arr_at_prior_rate,
  new_logos = total.new_logos + excluded.new_logos,
  new_arr = total.new_arr + excluded.new_arr,
  reactivation_logos = total.reactivation_logos + excluded.reactivation_logos,
  reactivation_arr = total.reactivation_arr + excluded.reactivation_arr,
  moved_in_logos = total.moved_in_logos + excluded.moved_in_logos,
  moved_in_arr = total.moved_in_arr + excluded.moved_in_arr,
  expansion_logos = total.expansion_logos + excluded.expansion_logos,
  expansion_arr = total.expansion_arr + excluded.expansion_arr,
  contraction_logos = total.contraction_logos + excluded.contraction_logos,
  contraction_arr = total.contraction_arr + excluded.contraction_arr,
  fx_arr = total.fx_arr + excluded.fx_arr,
  remaining_logos = total.remaining_logos + excluded.remaining_logos,
  remaining_arr = total.remaining_arr + excluded.remaining_arr,
  remaining_base_arr = total.remaining_base_arr + excluded.remaining_base_arr,
  remaining_arr_at_prior_rate = total.remaining_arr_at_prior_rate + excluded.remaining_arr_at_prior_rate,
  price = total.price + excluded.price,
  quantity = total.quantity + excluded.quantity,
  discount = total.discount + excluded.discount;

-- Customers in their segments of the prior day (definitions, section 7): the opening, and what they gave to others.
INSERT INTO segment_sums AS total (
  dimension,
  segment,
  opening_logos,
  opening_arr,
  transferred_out_arr,
  transferred_out_logos
)
SELECT
  cell.dimension,
  cell.own_segment,
  coalesce(sum(cell.logos), 0) AS opening_logos,
  coalesce(sum(cell.prior_arr), 0) AS opening_arr,
  coalesce(sum(-cell.given_arr), 0) AS transferred_out_arr,
  coalesce(sum(cell.logos) FILTER (WHERE cell.base_segment_set_id IS NULL), 0) AS transferred_out_logos
FROM (
  SELECT
    cell.*,
    dimension.number AS dimension,
    prior_set.segments[dimension.number] AS own_segment,
    cell.is_active AND cell.base_segment_set_id IS NULL AND NOT cell.was_active_before AS is_new,
    cell.is_active AND cell.base_segment_set_id IS NULL AND cell.was_active_before AS is_reactivated,
    cell.is_active AND cell.base_segment_set_id IS NOT NULL AS is_active_both_times,
    cell.is_active AND now_set.segments[dimension.number] = base_set.segments[dimension.number] AS stays_in_segment,
    cell.is_active AND now_set.segments[dimension.number] <> base_set.segments[dimension.number] AS changes_segment
  FROM cell
  LEFT JOIN segment_set AS now_set ON now_set.segment_set_id = cell.segment_set_id
  LEFT JOIN segment_set AS prior_set ON prior_set.segment_set_id = cell.prior_segment_set_id
  LEFT JOIN segment_set AS base_set ON base_set.segment_set_id = cell.base_segment_set_id
  LEFT JOIN segment_set AS year_ago_set ON year_ago_set.segment_set_id = cell.year_ago_segment_set_id
  LEFT JOIN segment_set AS year_ago_base_set ON year_ago_base_set.segment_set_id = cell.year_ago_base_segment_set_id
  CROSS JOIN generate_series(1, 6::int) AS dimension(number)
) AS cell
WHERE cell.own_segment IS NOT NULL
GROUP BY cell.dimension, cell.own_segment
ON CONFLICT (dimension, segment) DO UPDATE
SET
  opening_logos = total.opening_logos + excluded.opening_logos,
  opening_arr = total.opening_arr + excluded.opening_arr,
  transferred_out_arr = total.transferred_out_arr + excluded.transferred_out_arr,
  transferred_out_logos = total.transferred_out_logos + excluded.transferred_out_logos;

-- Customers in the segments of their base (definitions, section 7): retention, churn, who moved out, and what they
-- received.
INSERT INTO segment_sums AS total (
  dimension,
  segment,
  base_logos,
  base_arr,
  transferred_in_arr,
  transferred_in_logos,
  retained_arr,
  retained_without_growth_arr,
  churn_logos,
  churn_arr,
  moved_out_logos,
  moved_out_arr
)
SELECT
  cell.dimension,
  cell.own_segment,
  coalesce(sum(cell.logos), 0) AS base_logos,
  coalesce(sum(cell.base_arr), 0) AS base_arr,
  coalesce(sum(cell.received_arr), 0) AS transferred_in_arr,
  coalesce(sum(cell.logos) FILTER (WHERE cell.prior_segment_set_id IS NULL), 0) AS transferred_in_logos,
  coalesce(sum(cell.arr_at_prior_rate), 0) AS retained_arr,
  coalesce(sum(cell.retained_without_growth_arr), 0) AS retained_without_growth_arr,
  coalesce(sum(cell.logos) FILTER (WHERE NOT cell.is_active), 0) AS churn_logos,
  coalesce(sum(-cell.base_arr) FILTER (WHERE NOT cell.is_active), 0) AS churn_arr,
  coalesce(sum(cell.logos) FILTER (WHERE cell.changes_segment), 0) AS moved_out_logos,
  coalesce(sum(-cell.base_arr) FILTER (WHERE cell.changes_segment), 0) AS moved_out_arr
FROM (
  SELECT
    cell.*,
    dimension.number AS dimension,
    base_set.segments[dimension.number] AS own_segment,
    cell.is_active AND cell.base_segment_set_id IS NULL AND NOT cell.was_active_before AS is_new,
    cell.is_active AND cell.base_segment_set_id IS NULL AND cell.was_active_before AS is_reactivated,
    cell.is_active AND cell.base_segment_set_id IS NOT NULL AS is_active_both_times,
    cell.is_active AND now_set.segments[dimension.number] = base_set.segments[dimension.number] AS stays_in_segment,
    cell.is_active AND now_set.segments[dimension.number] <> base_set.segments[dimension.number] AS changes_segment
  FROM cell
  LEFT JOIN segment_set AS now_set ON now_set.segment_set_id = cell.segment_set_id
  LEFT JOIN segment_set AS prior_set ON prior_set.segment_set_id = cell.prior_segment_set_id
  LEFT JOIN segment_set AS base_set ON base_set.segment_set_id = cell.base_segment_set_id
  LEFT JOIN segment_set AS year_ago_set ON year_ago_set.segment_set_id = cell.year_ago_segment_set_id
  LEFT JOIN segment_set AS year_ago_base_set ON year_ago_base_set.segment_set_id = cell.year_ago_base_segment_set_id
  CROSS JOIN generate_series(1, 6::int) AS dimension(number)
) AS cell
WHERE cell.own_segment IS NOT NULL
GROUP BY cell.dimension, cell.own_segment
ON CONFLICT (dimension, segment) DO UPDATE
SET
  base_logos = total.base_logos + excluded.base_logos,
  base_arr = total.base_arr + excluded.base_arr,
  transferred_in_arr = total.transferred_in_arr + excluded.transferred_in_arr,
  transferred_in_logos = total.transferred_in_logos + excluded.transferred_in_logos,
  retained_arr = total.retained_arr + excluded.retained_arr,
  retained_without_growth_arr = total.retained_without_growth_arr + excluded.retained_without_growth_arr,
  churn_logos = total.churn_logos + excluded.churn_logos,
  churn_arr = total.churn_arr + excluded.churn_arr,
  moved_out_logos = total.moved_out_logos + excluded.moved_out_logos,
  moved_out_arr = total.moved_out_arr + excluded.moved_out_arr;

-- Customers in their segments of the year-ago day (definitions, section 7).
INSERT INTO segment_sums AS total (
  dimension,
  segment,
  year_ago_logos,
  year_ago_arr
)
SELECT
  cell.dimension,
  cell.own_segment,
  coalesce(sum(cell.logos), 0) AS year_ago_logos,
  coalesce(sum(cell.year_ago_arr), 0) AS year_ago_arr
FROM (
  SELECT
    cell.*,
    dimension.number AS dimension,
    year_ago_set.segments[dimension.number] AS own_segment,
    cell.is_active AND cell.base_segment_set_id IS NULL AND NOT cell.was_active_before AS is_new,
    cell.is_active AND cell.base_segment_set_id IS NULL AND cell.was_active_before AS is_reactivated,
    cell.is_active AND cell.base_segment_set_id IS NOT NULL AS is_active_both_times,
    cell.is_active AND now_set.segments[dimension.number] = base_set.segments[dimension.number] AS stays_in_segment,
    cell.is_active AND now_set.segments[dimension.number] <> base_set.segments[dimension.number] AS changes_segment
  FROM cell
  LEFT JOIN segment_set AS now_set ON now_set.segment_set_id = cell.segment_set_id
  LEFT JOIN segment_set AS prior_set ON prior_set.segment_set_id = cell.prior_segment_set_id
  LEFT JOIN segment_set AS base_set ON base_set.segment_set_id = cell.base_segment_set_id
  LEFT JOIN segment_set AS year_ago_set ON year_ago_set.segment_set_id = cell.year_ago_segment_set_id
  LEFT JOIN segment_set AS year_ago_base_set ON year_ago_base_set.segment_set_id = cell.year_ago_base_segment_set_id
  CROSS JOIN generate_series(1, 6::int) AS dimension(number)
) AS cell
WHERE cell.own_segment IS NOT NULL
GROUP BY cell.dimension, cell.own_segment
ON CONFLICT (dimension, segment) DO UPDATE
SET
  year_ago_logos = total.year_ago_logos + excluded.year_ago_logos,
  year_ago_arr = total.year_ago_arr + excluded.year_ago_arr;

-- Customers in the segments of their year-ago base (definitions, section 7): yearly retention.
INSERT INTO segment_sums AS total (
  dimension,
  segment,
  year_ago_base_logos,
  year_ago_base_arr,
  year_ago_retained_arr,
  year_ago_retained_without_growth_arr,
  year_ago_churn_logos
)
SELECT
  cell.dimension,
  cell.own_segment,
  coalesce(sum(cell.logos), 0) AS year_ago_base_logos,
  coalesce(sum(cell.year_ago_base_arr), 0) AS year_ago_base_arr,
  coalesce(sum(cell.arr_at_year_ago_rate), 0) AS year_ago_retained_arr,
  coalesce(sum(cell.year_ago_retained_without_growth_arr), 0) AS year_ago_retained_without_growth_arr,
  coalesce(sum(cell.logos) FILTER (WHERE NOT cell.is_active), 0) AS year_ago_churn_logos
FROM (
  SELECT
    cell.*,
    dimension.number AS dimension,
    year_ago_base_set.segments[dimension.number] AS own_segment,
    cell.is_active AND cell.base_segment_set_id IS NULL AND NOT cell.was_active_before AS is_new,
    cell.is_active AND cell.base_segment_set_id IS NULL AND cell.was_active_before AS is_reactivated,
    cell.is_active AND cell.base_segment_set_id IS NOT NULL AS is_active_both_times,
    cell.is_active AND now_set.segments[dimension.number] = base_set.segments[dimension.number] AS stays_in_segment,
    cell.is_active AND now_set.segments[dimension.number] <> base_set.segments[dimension.number] AS changes_segment
  FROM cell
  LEFT JOIN segment_set AS now_set ON now_set.segment_set_id = cell.segment_set_id
  LEFT JOIN segment_set AS prior_set ON prior_set.segment_set_id = cell.prior_segment_set_id
  LEFT JOIN segment_set AS base_set ON base_set.segment_set_id = cell.base_segment_set_id
  LEFT JOIN segment_set AS year_ago_set ON year_ago_set.segment_set_id = cell.year_ago_segment_set_id
  LEFT JOIN segment_set AS year_ago_base_set ON year_ago_base_set.segment_set_id = cell.year_ago_base_segment_set_id
  CROSS JOIN generate_series(1, 6::int) AS dimension(number)
) AS cell
WHERE cell.own_segment IS NOT NULL
GROUP BY cell.dimension, cell.own_segment
ON CONFLICT (dimension, segment) DO UPDATE
SET
  year_ago_base_logos = total.year_ago_base_logos + excluded.year_ago_base_logos,
  year_ago_base_arr = total.year_ago_base_arr + excluded.year_ago_base_arr,
  year_ago_retained_arr = total.year_ago_retained_arr + excluded.year_ago_retained_arr,
  year_ago_retained_without_growth_arr = total.year_ago_retained_without_growth_arr + excluded.year_ago_retained_without_growth_arr,
  year_ago_churn_logos = total.year_ago_churn_logos + excluded.year_ago_churn_logos;

-- Active customers for mix and rate (definitions, section 7); those active on both days count in their segment of the
-- prior day.
INSERT INTO segment_sums AS total (
  dimension,
  segment,
  mix_logos,
  mix_arr
)
SELECT
  cell.dimension,
  cell.own_segment,
  coalesce(sum(cell.logos) FILTER (WHERE cell.is_active), 0) AS mix_logos,
  coalesce(sum(cell.arr) FILTER (WHERE cell.is_active), 0) AS mix_arr
FROM (
  SELECT
    cell.*,
    dimension.number AS dimension,
    CASE WHEN cell.is_active THEN coalesce(prior_set.segments[dimension.number], now_set.segments[dimension.number]) END AS own_segment,
    cell.is_active AND cell.base_segment_set_id IS NULL AND NOT cell.was_active_before AS is_new,
    cell.is_active AND cell.base_segment_set_id IS NULL AND cell.was_active_before AS is_reactivated,
    cell.is_active AND cell.base_segment_set_id IS NOT NULL AS is_active_both_times,
    cell.is_active AND now_set.segments[dimension.number] = base_set.segments[dimension.number] AS stays_in_segment,
    cell.is_active AND now_set.segments[dimension.number] <> base_set.segments[dimension.number] AS changes_segment
  FROM cell
  LEFT JOIN segment_set AS now_set ON now_set.segment_set_id = cell.segment_set_id
  LEFT JOIN segment_set AS prior_set ON prior_set.segment_set_id = cell.prior_segment_set_id
  LEFT JOIN segment_set AS base_set ON base_set.segment_set_id = cell.base_segment_set_id
  LEFT JOIN segment_set AS year_ago_set ON year_ago_set.segment_set_id = cell.year_ago_segment_set_id
  LEFT JOIN segment_set AS year_ago_base_set ON year_ago_base_set.segment_set_id = cell.year_ago_base_segment_set_id
  CROSS JOIN generate_series(1, 6::int) AS dimension(number)
) AS cell
WHERE cell.own_segment IS NOT NULL
GROUP BY cell.dimension, cell.own_segment
ON CONFLICT (dimension, segment) DO UPDATE
SET
  mix_logos = total.mix_logos + excluded.mix_logos,
  mix_arr = total.mix_arr + excluded.mix_arr;

-- Sums of bookings, replacements and one-time lines by segment (definitions, section 7: Bookings, one_time_total).
INSERT INTO segment_sums AS total (
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
    sum(1) AS count,
    sum(amount.amount) AS amount,
    coalesce(sum(amount.contracted_acv), 0) AS contracted_acv,
    coalesce(sum(amount.tcv), 0) AS tcv,
    coalesce(sum(amount.net_value), 0) AS net_value,
    coalesce(sum(amount.gross_value), 0) AS gross_value,
    sum((amount.term_months IS NOT NULL)::int) AS with_term,
    sum((amount.sales_cycle_days IS NOT NULL)::int) AS with_sales_cycle
  FROM dated_amount AS amount
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
JOIN segment_set AS segment_set ON segment_set.segment_set_id = dated.segment_set_id
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
