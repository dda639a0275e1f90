-- The first active day of touched customers (definitions, section 6): the first on which any of their contracts has ARR, not
-- counting a contract on days on which another one with ARR of the customer renews it. Writes the days that moved. By
-- span_run_customer.
WITH early AS MATERIALIZED (
  -- Only customers that were not active before the first day that changed.
  SELECT touched.customer_id, customer.first_active
  FROM touched_customer AS touched
  LEFT JOIN customer ON customer.customer_id = touched.customer_id
  WHERE (touched.first_day > customer.first_active) IS NOT TRUE
), own AS MATERIALIZED (
  SELECT
    span.customer_id,
    min(span.valid_from) FILTER (WHERE span.arr > 0) AS first_active,
    bool_or(span.renews IS NOT NULL AND span.arr > 0) AS has_renewing
  FROM early
  JOIN contract_span AS span ON span.customer_id = early.customer_id
  GROUP BY span.customer_id
), span AS MATERIALIZED (
  -- The spans of customers with a contract that renews another one: the first with ARR may be left out.
  SELECT span.customer_id, span.contract_id, span.valid_from, span.valid_to, span.arr, span.renews
  FROM own
  JOIN contract_span AS span ON span.customer_id = own.customer_id
  WHERE own.has_renewing
), renewing AS MATERIALIZED (
  SELECT customer_id, contract_id, valid_from, valid_to, renews
  FROM span
  WHERE renews IS NOT NULL
    AND arr > 0
), candidate AS (
  -- The first day of a span with ARR, and the end of each span that leaves it out.
  SELECT span.customer_id, span.contract_id, span.renews, candidate_day.day
  FROM span
  CROSS JOIN LATERAL (
    SELECT span.valid_from AS day
    UNION
    SELECT renewing.valid_to
    FROM renewing
    WHERE renewing.customer_id = span.customer_id
      AND span.contract_id = ANY(renewing.renews)
      AND renewing.valid_to > span.valid_from
      AND renewing.valid_to < span.valid_to
  ) AS candidate_day
  WHERE span.arr > 0
), counted AS (
  -- The first of these days on which the contract is not left out.
  SELECT candidate.customer_id, min(candidate.day) AS first_active
  FROM candidate
  WHERE NOT EXISTS (
    SELECT FROM renewing
    WHERE renewing.customer_id = candidate.customer_id
      AND candidate.contract_id = ANY(renewing.renews)
      AND renewing.contract_id <> candidate.contract_id
      AND renewing.valid_from <= candidate.day
      AND renewing.valid_to > candidate.day
      -- Of two that renew each other the larger id stays.
      AND NOT (
        coalesce(renewing.contract_id = ANY(candidate.renews), false)
        AND candidate.contract_id > renewing.contract_id
      )
  )
  GROUP BY candidate.customer_id
), moved AS (
  SELECT early.customer_id, fresh.first_active
  FROM early
  LEFT JOIN own ON own.customer_id = early.customer_id
  LEFT JOIN counted ON counted.customer_id = early.customer_id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN own.has_renewing THEN counted.first_active ELSE own.first_active END AS first_active
  ) AS fresh
  WHERE fresh.first_active IS DISTINCT FROM early.first_active
)
INSERT INTO customer (customer_id, first_active)
SELECT customer_id, first_active
FROM moved
ON CONFLICT (customer_id) DO UPDATE
SET first_active = excluded.first_active;

-- Back to the planner's own costs.
SET LOCAL seq_page_cost TO DEFAULT; SET LOCAL random_page_cost TO DEFAULT;
