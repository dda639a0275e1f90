-- Makes room for the day spans of the whole book: Postgres fills a table in parallel only when it creates it.
DROP TABLE day_span;

-- The spans that count on a compared day, in the reporting currency (definitions, section 6: reporting amount). Reads the
-- whole of contract_span, once: those without a rate are listed from here and then removed.
CREATE TEMPORARY TABLE day_span ON COMMIT DROP AS
SELECT
  span.customer_id,
  span.contract_id,
  span.valid_from,
  span.currency,
  rate.prior AS prior_rate,
  (span.valid_from <= '2025-03-31'::date AND span.valid_to > '2025-03-31'::date) AS active_now,
  (span.valid_from <= '2025-03-31'::date AND span.valid_to > '2025-03-31'::date) AS counts_now,
  (span.valid_from <= '2025-02-28'::date AND span.valid_to > '2025-02-28'::date) AS counts_prior,
  (span.valid_from <= '2024-03-31'::date AND span.valid_to > '2024-03-31'::date) AS counts_year_ago,
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
FROM contract_span AS span
LEFT JOIN (
  SELECT *
  FROM unnest(
    '{"USD","EUR"}'::text[],
    '{"1","1.1"}'::numeric[],
    '{"1","1.1"}'::numeric[],
    '{"1","1.1"}'::numeric[]
  ) AS given(currency, now, prior, year_ago)
) AS rate ON rate.currency = span.currency
WHERE (
  (span.valid_from <= '2025-03-31'::date AND span.valid_to > '2025-03-31'::date)
  OR (span.valid_from <= '2025-02-28'::date AND span.valid_to > '2025-02-28'::date)
  OR (span.valid_from <= '2024-03-31'::date AND span.valid_to > '2024-03-31'::date)
);
