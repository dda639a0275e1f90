/**
 * The minimum work of a snapshot: the spans of two days by customer, in the reporting currency, then by each dimension.
 * No percentile, movement, driver or booking.
 */
export const BARE = `
WITH day (is_now, on_day) AS (VALUES (true, $1::date), (false, $2::date)),
position AS (
  SELECT is_now, customer_id, contract_id, attributes, arr * CASE currency WHEN 'USD' THEN 1 ELSE (
    SELECT rate FROM fx_rate WHERE fx_rate.currency = span.currency AND date <= on_day ORDER BY date DESC LIMIT 1
  ) END AS arr
  FROM day CROSS JOIN LATERAL (
    SELECT customer_id, contract_id, attributes, currency, arr[width_bucket(on_day, days)] AS arr
    FROM span_run WHERE valid_from <= on_day AND on_day < valid_to
  ) span
), side AS (
  SELECT is_now, customer_id, sum(arr) AS arr, (array_agg(attributes ORDER BY arr DESC, contract_id))[1] AS attributes
  FROM position WHERE arr > 0 GROUP BY is_now, customer_id
), sides AS MATERIALIZED (
  SELECT customer_id, sum(arr) FILTER (WHERE is_now) AS arr, sum(arr) FILTER (WHERE NOT is_now) AS prior,
    (array_agg(attributes ORDER BY is_now DESC))[1] AS attributes
  FROM side GROUP BY customer_id
), segmented AS (
  SELECT arr, prior, attributes ->> 'tier' AS tier, attributes ->> 'channel' AS channel, attributes ->> 'region' AS region,
    date_trunc('quarter', first_active) AS cohort, width_bucket(arr, ARRAY[5000, 15000, 50000]::numeric[]) AS band
  FROM sides JOIN customer USING (customer_id)
)
SELECT tier, channel, region, cohort, band, count(arr) AS logos, sum(arr) AS arr, count(prior) AS prior_logos, sum(prior) AS prior
FROM segmented GROUP BY GROUPING SETS ((), (tier), (channel), (region), (cohort), (band))`;
