-- As in 01-state.sql: The last day taken and by which calculation, the first day on which any contract is active

-- Whether contracts and customers are ranked as of the take before this one, $3, on the day $1 by the rates $2. By the
-- primary keys.
SELECT
  ranking.day = $1::date
    AND ranking.rates = $2
    AND ranking.take_id = (SELECT max(take_id) FROM take WHERE take_id <> $3::bigint) AS is_kept
FROM ranking;

-- As in 03-touched.sql: Most rows that are read one by one are in memory

-- The contracts that are active on the day, $1, with their ARR: those that changed, by change_untaken, the primary key of span_run and span_run_customer. Only what differs is written.
WITH touched AS MATERIALIZED (
  SELECT DISTINCT contract_id
  FROM change
  WHERE take_id IS NULL AND first_day <= '2025-03-31'::date AND last_day > '2025-03-31'::date
), fresh AS MATERIALIZED (
  SELECT span.contract_id, span.currency, span.arr
  FROM touched
  CROSS JOIN LATERAL (
    SELECT *
    FROM (
      SELECT run.contract_id, run.currency, run.arr[width_bucket('2025-03-31'::date, run.days)] AS arr
      FROM span_run AS run
      WHERE run.valid_from <= '2025-03-31'::date AND run.valid_to > '2025-03-31'::date
    ) AS own
    WHERE own.contract_id = touched.contract_id
    OFFSET 0
  ) AS span
), gone AS (
  DELETE FROM ranked_contract AS ranked
  USING (
    SELECT contract_id FROM touched
    EXCEPT
    SELECT contract_id FROM fresh
  ) AS gone
  WHERE ranked.contract_id = gone.contract_id
)
INSERT INTO ranked_contract
SELECT fresh.contract_id, fresh.currency, fresh.arr
FROM fresh
LEFT JOIN ranked_contract AS ranked ON ranked.contract_id = fresh.contract_id
WHERE ranked.contract_id IS NULL
  OR ranked.currency <> fresh.currency
  OR ranked.arr <> fresh.arr
ON CONFLICT (contract_id) DO UPDATE
SET currency = excluded.currency, arr = excluded.arr;

-- The customers that are active on the day, $1, with their ARR by the rates $3 of the currencies $2, and the ARR of all:
-- those that changed, by change_untaken, the primary key of span_run and span_run_customer. Only what differs is written. $4 is the take, $5 are the rates as text.
WITH rated AS (
  SELECT *
  FROM unnest('{"USD","EUR"}'::text[], '{"1","1.1"}'::numeric[]) AS rated(currency, rate)
), touched AS MATERIALIZED (
  SELECT DISTINCT unnest(customers) AS customer_id
  FROM change
  WHERE take_id IS NULL AND first_day <= '2025-03-31'::date AND last_day > '2025-03-31'::date
), active_span AS MATERIALIZED (
  SELECT span.*
  FROM touched
  CROSS JOIN LATERAL (
    SELECT *
    FROM (
      SELECT run.contract_id, run.customer_id, run.currency, run.arr[width_bucket('2025-03-31'::date, run.days)] AS arr, run.renews
      FROM span_run AS run
      WHERE run.valid_from <= '2025-03-31'::date AND run.valid_to > '2025-03-31'::date
    ) AS own
    WHERE own.customer_id = touched.customer_id
    OFFSET 0
  ) AS span
), successor AS MATERIALIZED (
  SELECT span.contract_id, span.customer_id, named.renewed_contract_id
  FROM active_span AS span
  CROSS JOIN LATERAL unnest(span.renews) AS named(renewed_contract_id)
  WHERE span.renews IS NOT NULL
    AND span.arr > 0
), left_out AS MATERIALIZED (
  SELECT span.contract_id
  FROM successor
  CROSS JOIN LATERAL (
    SELECT span.contract_id, span.customer_id, span.renews
    FROM (
      SELECT run.contract_id, run.customer_id, run.currency, run.arr[width_bucket('2025-03-31'::date, run.days)] AS arr, run.renews
      FROM span_run AS run
      WHERE run.valid_from <= '2025-03-31'::date AND run.valid_to > '2025-03-31'::date
    ) AS span
    WHERE span.contract_id = successor.renewed_contract_id
    OFFSET 0
  ) AS span
  WHERE span.customer_id = successor.customer_id
    AND span.contract_id <> successor.contract_id
    AND NOT (
      coalesce(successor.contract_id = ANY(span.renews), false)
      AND span.contract_id > successor.contract_id
    )
), summed AS MATERIALIZED (
  SELECT span.customer_id, sum(round10(span.arr * rated.rate)) AS arr
  FROM active_span AS span
  LEFT JOIN rated ON rated.currency = span.currency
  WHERE span.contract_id NOT IN (SELECT contract_id FROM left_out)
  GROUP BY span.customer_id
), gone AS (
  DELETE FROM ranked_customer AS ranked
  USING (
    SELECT customer_id FROM touched
    EXCEPT
    SELECT customer_id FROM summed
  ) AS gone
  WHERE ranked.customer_id = gone.customer_id
), kept AS (
  INSERT INTO ranked_customer
  SELECT summed.customer_id, summed.arr
  FROM summed
  LEFT JOIN ranked_customer AS ranked ON ranked.customer_id = summed.customer_id
  WHERE ranked.customer_id IS NULL
    OR ranked.arr IS DISTINCT FROM summed.arr
  ON CONFLICT (customer_id) DO UPDATE
  SET arr = excluded.arr
)
INSERT INTO ranking (take_id, day, rates, arr)
SELECT ''::bigint, '2025-03-31'::date, 'EUR 1.1, USD 1', coalesce(sum(arr), 0)
FROM summed
ON CONFLICT (only_one) DO UPDATE
SET
  take_id = excluded.take_id,
  day = excluded.day,
  rates = excluded.rates,
  arr = ranking.arr + excluded.arr - (
    SELECT coalesce(sum(ranked.arr), 0)
    FROM touched
    JOIN ranked_customer AS ranked ON ranked.customer_id = touched.customer_id
  );

-- As in 04-first-active-days.sql: Back to the planner's own costs

-- Assigns to this take, $1, exactly the changes that it read: its snapshot of the books has no later ones. By
-- change_untaken.
UPDATE change
SET take_id = $1
WHERE take_id IS NULL;

-- The changed rates are taken over with this take.
DELETE FROM fx_change;

-- As in 05-stale-days.sql: The planner takes nearly all customers to have moved, and knows no better

-- Assigns the moved first active days to this take. By customer_moved.
UPDATE customer
SET first_active_taken = first_active
WHERE first_active IS DISTINCT FROM first_active_taken;

-- As in 05-stale-days.sql: Back to the planner's own choice

-- The last day taken, by which calculation, and the first day on which any contract was active.
UPDATE store
SET as_of = '2025-03-31', calc_version = '2', first_day_taken = '2024-01-15';

-- How long the take, $1, has worked so far, from the beginning of its transaction; it commits right after.
UPDATE take
SET duration_ms = round(1000 * extract(epoch FROM clock_timestamp() - transaction_timestamp()))
WHERE take_id = '';
