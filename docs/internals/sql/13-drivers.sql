-- Reads the lines of changed customers in the order of the customers, some at a time.
DECLARE changed_lines NO SCROLL CURSOR FOR
-- The lines of customers that are active on both days and changed, for the drivers of the bridge (definitions, section 7:
-- ACV bridge), in the order of the customers. On the prior day a contract counts for the customer to which it has been
-- handed over since. By the primary key of contract_span.
WITH compared_span AS (
  SELECT
    day_span.customer_id,
    day_span.contract_id,
    day_span.valid_from,
    day_span.currency,
    day_span.prior_rate,
    day_span.counts_now,
    day_span.counts_prior AND handed_over.contract_id IS NULL AS counts_prior
  FROM day_span
  LEFT JOIN handed_over AS handed_over
    ON handed_over.contract_id = day_span.contract_id
    AND handed_over.valid_from = day_span.valid_from
  UNION ALL
  SELECT
    handed_over.receiver,
    day_span.contract_id,
    day_span.valid_from,
    day_span.currency,
    day_span.prior_rate,
    false AS counts_now,
    true AS counts_prior
  FROM handed_over AS handed_over
  JOIN day_span
    ON day_span.contract_id = handed_over.contract_id
    AND day_span.valid_from = handed_over.valid_from
    AND day_span.counts_prior
)
SELECT
  position.customer_id,
  compared_span.contract_id,
  compared_span.counts_now,
  compared_span.counts_prior,
  compared_span.currency,
  compared_span.prior_rate::text,
  span.lines
FROM customer_position AS position
JOIN compared_span
  ON compared_span.customer_id = position.customer_id
  AND (compared_span.counts_now OR compared_span.counts_prior)
JOIN contract_span AS span
  ON span.contract_id = compared_span.contract_id
  AND span.valid_from = compared_span.valid_from
WHERE position.has_changed_spans
  AND position.arr > 0
  AND position.base_arr > 0
ORDER BY position.customer_id;

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
