/** The customer that $1 counts for, with its first active day. */
export const CUSTOMER_AFTER_MERGES = `
SELECT known.customer_id, customer.first_active::text
FROM (SELECT coalesce((SELECT counts_for FROM merged_customer WHERE customer_id = $1), $1) AS customer_id) AS known
LEFT JOIN customer ON customer.customer_id = known.customer_id`;

/**
 * All spans of the customer $1, and of the customers with which it can have exchanged contracts: those that had one of
 * its contracts or one that its contracts renew, and those with a contract that renews any of these. By
 * span_run_customer, the primary key of span_run and span_run_renews.
 */
export const RELATED_SPANS = `
WITH exchanged AS MATERIALIZED (
  SELECT contract_id FROM span_run WHERE customer_id = $1
  UNION
  SELECT unnest(renews) FROM span_run WHERE customer_id = $1 AND renews IS NOT NULL
), related AS MATERIALIZED (
  SELECT $1 AS customer_id
  UNION
  SELECT run.customer_id FROM exchanged JOIN span_run AS run ON run.contract_id = exchanged.contract_id
  UNION
  SELECT run.customer_id
  FROM span_run AS run
  WHERE run.renews IS NOT NULL AND run.renews && ARRAY(SELECT contract_id FROM exchanged)
)
SELECT span.customer_id, span.contract_id, span.currency, span.arr::text, span.renews,
  span.valid_from::text, span.valid_to::text
FROM related
JOIN contract_span AS span ON span.customer_id = related.customer_id
ORDER BY span.customer_id, span.contract_id, span.valid_from`;
