/**
 * The first day on which any contract of a customer has ARR, not counting a contract on days on which another one of
 * the customer renews it (definitions, section 6). The first such day is the beginning of a span, or the end of one that
 * left it out. Only the customers that `touched` names are looked at; by contract_span_customer.
 */
const firstActive = (touched: string): string => `
WITH touched AS (${touched}), span AS MATERIALIZED (
  SELECT s.customer_id, s.contract_id, s.valid_from, s.valid_to, s.arr, s.renews
  FROM touched t JOIN contract_span s ON s.customer_id = t.customer_id
), simple AS (
  SELECT customer_id, min(valid_from) FILTER (WHERE arr > 0) AS first_active
  FROM span GROUP BY customer_id HAVING NOT bool_or(renews IS NOT NULL)
), renewing AS MATERIALIZED (
  SELECT customer_id, contract_id, valid_from, valid_to, renews FROM span WHERE renews IS NOT NULL
), candidate AS (
  SELECT s.customer_id, s.contract_id, s.renews, day.day
  FROM span s CROSS JOIN LATERAL (
    SELECT s.valid_from AS day
    UNION
    SELECT r.valid_to FROM renewing r
    WHERE r.customer_id = s.customer_id AND s.contract_id = ANY(r.renews)
      AND r.valid_to > s.valid_from AND r.valid_to < s.valid_to
  ) day
  WHERE s.arr > 0 AND s.customer_id IN (SELECT customer_id FROM renewing)
), swept AS (
  SELECT c.customer_id, min(c.day) AS first_active
  FROM candidate c
  WHERE NOT EXISTS (
    SELECT FROM renewing r
    WHERE r.customer_id = c.customer_id AND c.contract_id = ANY(r.renews) AND r.contract_id <> c.contract_id
      AND r.valid_from <= c.day AND r.valid_to > c.day
      AND NOT (coalesce(r.contract_id = ANY(c.renews), false) AND c.contract_id > r.contract_id)
  )
  GROUP BY c.customer_id
)
SELECT t.customer_id, coalesce(simple.first_active, swept.first_active) AS first_active
FROM touched t LEFT JOIN simple USING (customer_id) LEFT JOIN swept USING (customer_id)`;

/** Writes the first active days that moved. */
const refresh = (touched: string): string => `
WITH fresh AS MATERIALIZED (${firstActive(touched)}), moved AS (
  SELECT f.customer_id, f.first_active
  FROM fresh f LEFT JOIN customer k ON k.customer_id = f.customer_id
  WHERE f.first_active IS DISTINCT FROM k.first_active
)
INSERT INTO customer (customer_id, first_active) SELECT customer_id, first_active FROM moved
ON CONFLICT (customer_id) DO UPDATE SET first_active = excluded.first_active`;

export const REFRESH_CUSTOMERS = refresh(
  `SELECT DISTINCT unnest(customers) COLLATE "C" AS customer_id FROM change WHERE take_id IS NULL`,
);

/** Which discounts count decides when a contract first has ARR, so that another policy can move every customer's day. */
export const REFRESH_ALL_CUSTOMERS = refresh(
  `SELECT DISTINCT customer_id FROM contract_span UNION SELECT customer_id FROM customer`,
);

/**
 * From which day on each move since the last take is seen; by customer_moved. A customer that was never active is seen on
 * the days of its own spans.
 */
export const MOVED_CUSTOMERS = `
SELECT DISTINCT least(first_active, first_active_taken)::text AS day FROM customer
WHERE first_active IS DISTINCT FROM first_active_taken AND first_active_taken IS NOT NULL`;

export const TAKE_MOVED_CUSTOMERS = `
UPDATE customer SET first_active_taken = first_active WHERE first_active IS DISTINCT FROM first_active_taken`;
