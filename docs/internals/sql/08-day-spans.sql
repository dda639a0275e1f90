-- Makes room for the day spans of the whole book: Postgres fills a table in parallel only when it creates it.
DROP TABLE day_span;

-- The spans that count on a compared day, in the reporting currency (definitions, section 6: reporting amount). Reads the
-- whole of span_run, once: those without a rate are listed from here and then removed.
CREATE TEMPORARY TABLE day_span ON COMMIT DROP AS
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
FROM (
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
  FROM span_run AS run
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
    )
) AS span
LEFT JOIN (
  SELECT *
  FROM unnest(
    '{"USD","EUR"}'::text[],
    '{"1","1.1"}'::numeric[],
    '{"1","1.1"}'::numeric[],
    '{"1","1.1"}'::numeric[]
  ) AS given(currency, now, prior, year_ago)
) AS rate ON rate.currency = span.currency;
