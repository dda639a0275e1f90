-- The sums of every segment, for the domain, which makes figures of them.
SELECT
  dimension,
  segment,
  now_logos::text AS now_logos,
  now_arr::text AS now_arr,
  active_contracts::text AS active_contracts,
  gross_arr::text AS gross_arr,
  acv::text AS acv,
  contracted_acv::text AS contracted_acv,
  expected_usage::text AS expected_usage,
  squared_arr::text AS squared_arr,
  now_arr_at_prior_rate::text AS now_arr_at_prior_rate,
  new_logos::text AS new_logos,
  new_arr::text AS new_arr,
  reactivation_logos::text AS reactivation_logos,
  reactivation_arr::text AS reactivation_arr,
  moved_in_logos::text AS moved_in_logos,
  moved_in_arr::text AS moved_in_arr,
  expansion_logos::text AS expansion_logos,
  expansion_arr::text AS expansion_arr,
  contraction_logos::text AS contraction_logos,
  contraction_arr::text AS contraction_arr,
  fx_arr::text AS fx_arr,
  remaining_logos::text AS remaining_logos,
  remaining_arr::text AS remaining_arr,
  remaining_base_arr::text AS remaining_base_arr,
  remaining_arr_at_prior_rate::text AS remaining_arr_at_prior_rate,
  price::text AS price,
  quantity::text AS quantity,
  discount::text AS discount,
  opening_logos::text AS opening_logos,
  opening_arr::text AS opening_arr,
  transferred_out_arr::text AS transferred_out_arr,
  transferred_out_logos::text AS transferred_out_logos,
  base_logos::text AS base_logos,
  base_arr::text AS base_arr,
  transferred_in_arr::text AS transferred_in_arr,
  transferred_in_logos::text AS transferred_in_logos,
  retained_arr::text AS retained_arr,
  retained_without_growth_arr::text AS retained_without_growth_arr,
  churn_logos::text AS churn_logos,
  churn_arr::text AS churn_arr,
  moved_out_logos::text AS moved_out_logos,
  moved_out_arr::text AS moved_out_arr,
  year_ago_logos::text AS year_ago_logos,
  year_ago_arr::text AS year_ago_arr,
  year_ago_base_logos::text AS year_ago_base_logos,
  year_ago_base_arr::text AS year_ago_base_arr,
  year_ago_retained_arr::text AS year_ago_retained_arr,
  year_ago_retained_without_growth_arr::text AS year_ago_retained_without_growth_arr,
  year_ago_churn_logos::text AS year_ago_churn_logos,
  mix_logos::text AS mix_logos,
  mix_arr::text AS mix_arr,
  one_time_lines::text AS one_time_lines,
  one_time_amount::text AS one_time_amount,
  bookings::text AS bookings,
  bookings_acv::text AS bookings_acv,
  bookings_contracted_acv::text AS bookings_contracted_acv,
  bookings_tcv::text AS bookings_tcv,
  bookings_net_value::text AS bookings_net_value,
  bookings_gross_value::text AS bookings_gross_value,
  bookings_with_term::text AS bookings_with_term,
  bookings_with_sales_cycle::text AS bookings_with_sales_cycle,
  replacements::text AS replacements,
  replacements_acv::text AS replacements_acv
FROM segment_sums;

-- The segments of each segment set, for values that are read in order: each counts in every segment at once.
SELECT segment_set_id::text AS id, segments
FROM segment_set;

-- The values of a ranked list in their order (arr): percentiles and the largest (definitions, section 7).
COPY (
  SELECT segment_set_id, value
  FROM (
    SELECT customer_id AS item, segment_set_id, arr AS value
    FROM customer_position
    WHERE arr > 0
  ) AS ranked
  ORDER BY value
) TO STDOUT;

-- The values of a ranked list in their order (booking_acv): percentiles and the largest (definitions, section 7).
COPY (
  SELECT segment_set_id, value
  FROM (
    SELECT contract_id AS item, segment_set_id, amount::numeric AS value
    FROM dated_amount
    WHERE kind = 'booking' AND amount IS NOT NULL
  ) AS ranked
  ORDER BY value
) TO STDOUT;

-- The values of a ranked list in their order (booking_term): percentiles and the largest (definitions, section 7).
COPY (
  SELECT segment_set_id, value
  FROM (
    SELECT contract_id AS item, segment_set_id, term_months::numeric AS value
    FROM dated_amount
    WHERE kind = 'booking' AND term_months IS NOT NULL
  ) AS ranked
  ORDER BY value
) TO STDOUT;

-- The values of a ranked list in their order (booking_cycle): percentiles and the largest (definitions, section 7).
COPY (
  SELECT segment_set_id, value
  FROM (
    SELECT contract_id AS item, segment_set_id, sales_cycle_days::numeric AS value
    FROM dated_amount
    WHERE kind = 'booking' AND sales_cycle_days IS NOT NULL
  ) AS ranked
  ORDER BY value
) TO STDOUT;

-- The customer that moved ARR most at constant currency; ties go to the smallest id (definitions, section 8:
-- single_deal_swing). Kept comparisons have an index in this order.
SELECT
  customer_id,
  arr::text AS now,
  arr_at_prior_rate::text AS now_at_prior_rate,
  base_arr::text AS base
FROM customer_position
WHERE arr_at_prior_rate <> base_arr
ORDER BY abs(arr_at_prior_rate - base_arr) DESC, customer_id
LIMIT 1;

-- How many contracts are left out because they have no rate, and their currencies (definitions, section 8:
-- incomplete_fx).
SELECT count(DISTINCT contract_id)::int AS contracts, array_agg(DISTINCT currency) AS currencies
FROM contract_without_rate;

-- Contracts active on the measured day, $1, whose creation has not arrived (definitions, section 8: creation_missing). By
-- contract_creation_missing.
SELECT count(*)::int AS contracts
FROM contract
JOIN (
  SELECT run.contract_id
  FROM span_run AS run
  WHERE run.valid_from <= $1::date AND run.valid_to > $1::date
) AS span ON span.contract_id = contract.contract_id
WHERE contract.creations = '[]';

-- Contracts active on the measured day, $1, with accepted events of more than one source (definitions, section 8:
-- mixed_sources). By contract_mixed_sources.
SELECT count(*)::int AS contracts
FROM contract
JOIN (
  SELECT run.contract_id
  FROM span_run AS run
  WHERE run.valid_from <= $1::date AND run.valid_to > $1::date
) AS span ON span.contract_id = contract.contract_id
WHERE contract.has_mixed_sources;
