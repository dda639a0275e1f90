-- Contracts that renew others while they are active with ARR above 0, one row for each contract that they name: one that is
-- signed but not yet paid for hides nothing (definitions, section 6). By span_run_renews.
INSERT INTO renewing_contract
SELECT
  span.contract_id,
  span.customer_id,
  named.renewed_contract_id,
  span.currency IN (SELECT currency FROM rate) AS has_rate,
  span.covers_now AS active_now,
  span.covers_prior AS active_prior,
  span.covers_year_ago AS active_year_ago
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
CROSS JOIN LATERAL unnest(span.renews) AS named(renewed_contract_id)
WHERE span.renews IS NOT NULL
  AND span.arr > 0;

-- A contract that another active contract of the same customer with ARR above 0 renews does not count on that day
-- (definitions, section 6). Activity alone decides, whatever the rates. By the primary key of span_run.
WITH left_out AS MATERIALIZED (
  SELECT
    span.contract_id,
    span.valid_from,
    bool_or(successor.active_now) AS left_out_now,
    bool_or(successor.active_prior) AS left_out_prior,
    bool_or(successor.active_year_ago) AS left_out_year_ago
  FROM renewing_contract AS successor
  JOIN (
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

-- A contract whose currency on the measured day has no rate is left out of both sides of a comparison (definitions,
-- section 6).
DELETE FROM day_span
USING contract_without_rate AS without_rate
WHERE without_rate.is_currency_now
  AND without_rate.contract_id = day_span.contract_id;
