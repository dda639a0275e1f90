-- Reads the lines of changed customers in the order of the customers, some at a time.
DECLARE changed_lines NO SCROLL CURSOR FOR
-- The lines of customers that are active on both days and changed, for the drivers of the bridge (definitions, section 7:
-- ACV bridge), in the order of the customers. On the prior day a contract counts for the customer to which it has been
-- handed over since. Begins with these customers, which are few in most months. By the primary key of span_run.
WITH changed AS MATERIALIZED (
  SELECT position.customer_id
  FROM customer_position AS position
  WHERE position.has_changed_spans
    AND position.arr > 0
    AND position.base_arr > 0
), compared_span AS (
  SELECT
    changed.customer_id,
    day_span.contract_id,
    day_span.valid_from,
    day_span.currency,
    day_span.prior_rate,
    day_span.counts_now,
    day_span.counts_prior AND handed_over.contract_id IS NULL AS counts_prior
  FROM changed
  JOIN day_span ON day_span.customer_id = changed.customer_id
  LEFT JOIN handed_over AS handed_over
    ON handed_over.contract_id = day_span.contract_id
    AND handed_over.valid_from = day_span.valid_from
  UNION ALL
  SELECT
    changed.customer_id,
    day_span.contract_id,
    day_span.valid_from,
    day_span.currency,
    day_span.prior_rate,
    false AS counts_now,
    true AS counts_prior
  FROM changed
  JOIN handed_over AS handed_over ON handed_over.receiver = changed.customer_id
  JOIN day_span
    ON day_span.contract_id = handed_over.contract_id
    AND day_span.valid_from = handed_over.valid_from
    AND day_span.counts_prior
)
SELECT
  compared_span.customer_id,
  compared_span.contract_id,
  compared_span.counts_now,
  compared_span.counts_prior,
  compared_span.currency,
  compared_span.prior_rate::text,
  span.lines
FROM compared_span
-- OFFSET 0 makes the planner look the spans up one by one. It would read the lines of the whole book.
CROSS JOIN LATERAL (
  SELECT own.lines
  FROM (
    SELECT run.contract_id, split_part(run.lines, E'\n', width_bucket(compared_span.valid_from, run.days)) AS lines
    FROM span_run AS run
    WHERE run.valid_from <= compared_span.valid_from AND run.valid_to > compared_span.valid_from
  ) AS own
  WHERE own.contract_id = compared_span.contract_id
  OFFSET 0
) AS span
WHERE compared_span.counts_now
  OR compared_span.counts_prior
ORDER BY compared_span.customer_id;

-- Lines read at once: this bounds the memory of a period in which every price changes.
FETCH 5000 FROM changed_lines;

-- Price, quantity and discount by customer, as the domain derives them from its lines; the rest of a change is product.
INSERT INTO driver (customer_id, price, quantity, discount)
SELECT customer_id, price, quantity, discount
FROM json_to_recordset($1::json) AS worked_out(
  customer_id text, price numeric, quantity numeric, discount numeric
);

-- All lines were read.
CLOSE changed_lines;
