/** The customer that $1 counts for, with its first active day. */
export const CUSTOMER_AFTER_MERGES = `
SELECT known.customer_id, customer.first_active::text
FROM (SELECT coalesce((SELECT counts_for FROM merged_customer WHERE customer_id = $1), $1) AS customer_id) AS known
LEFT JOIN customer ON customer.customer_id = known.customer_id`;

/**
 * All spans of the customer $1, and of the customers with which it can have exchanged contracts: those that had one of
 * its contracts or one that its contracts renew, and those with a contract that renews any of these. By
 * contract_span_customer, the primary key of contract_span and contract_span_renews.
 */
export const RELATED_SPANS = `
WITH exchanged AS MATERIALIZED (
  SELECT contract_id FROM contract_span WHERE customer_id = $1
  UNION
  SELECT unnest(renews) FROM contract_span WHERE customer_id = $1 AND renews IS NOT NULL
), related AS MATERIALIZED (
  SELECT $1 AS customer_id
  UNION
  SELECT span.customer_id FROM exchanged JOIN contract_span AS span ON span.contract_id = exchanged.contract_id
  UNION
  SELECT span.customer_id
  FROM contract_span AS span
  WHERE span.renews IS NOT NULL AND span.renews && ARRAY(SELECT contract_id FROM exchanged)
)
SELECT span.customer_id, span.contract_id, span.currency, span.arr::text, span.renews,
  span.valid_from::text, span.valid_to::text
FROM related
JOIN contract_span AS span ON span.customer_id = related.customer_id
ORDER BY span.customer_id, span.contract_id, span.valid_from`;
