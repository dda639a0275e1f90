/**
 * The first day on which any contract of a touched customer has ARR, not counting a contract on days on which another one
 * with ARR of the customer renews it (definitions, section 6). The first such day is the beginning of a span, or the end of
 * one that left it out; `swept` looks for it where any of the customer's contracts renews another. Whoever was active before
 * the first day that changed has been so since the same day as before. Writes the days that moved. By
 * contract_span_customer.
 */
export const REFRESH_CUSTOMERS = `
WITH early AS MATERIALIZED (
  SELECT t.customer_id, k.first_active
  FROM touched_customer t LEFT JOIN customer k ON k.customer_id = t.customer_id
  WHERE (t.first_day > k.first_active) IS NOT TRUE
), own AS MATERIALIZED (
  SELECT s.customer_id, min(s.valid_from) FILTER (WHERE s.arr > 0) AS first_active,
    bool_or(s.renews IS NOT NULL AND s.arr > 0) AS has_renewing
  FROM early e JOIN contract_span s ON s.customer_id = e.customer_id GROUP BY s.customer_id
), span AS MATERIALIZED (
  SELECT s.customer_id, s.contract_id, s.valid_from, s.valid_to, s.arr, s.renews
  FROM own o JOIN contract_span s ON s.customer_id = o.customer_id WHERE o.has_renewing
), renewing AS MATERIALIZED (
  SELECT customer_id, contract_id, valid_from, valid_to, renews FROM span WHERE renews IS NOT NULL AND arr > 0
), candidate AS (
  SELECT s.customer_id, s.contract_id, s.renews, day.day
  FROM span s CROSS JOIN LATERAL (
    SELECT s.valid_from AS day
    UNION
    SELECT r.valid_to FROM renewing r
    WHERE r.customer_id = s.customer_id AND s.contract_id = ANY(r.renews)
      AND r.valid_to > s.valid_from AND r.valid_to < s.valid_to
  ) day
  WHERE s.arr > 0
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
), moved AS (
  SELECT e.customer_id, f.first_active
  FROM early e LEFT JOIN own o ON o.customer_id = e.customer_id
  LEFT JOIN swept w ON w.customer_id = e.customer_id
  CROSS JOIN LATERAL (SELECT CASE WHEN o.has_renewing THEN w.first_active ELSE o.first_active END AS first_active) f
  WHERE f.first_active IS DISTINCT FROM e.first_active
)
INSERT INTO customer (customer_id, first_active) SELECT customer_id, first_active FROM moved
ON CONFLICT (customer_id) DO UPDATE SET first_active = excluded.first_active`;

/**
 * The planner takes nearly all customers to have moved, and knows no better: left to itself it reads all of them, or starts
 * workers for them, which takes longer than to find that there is none.
 */
export const BY_INDEX = 'SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0';
export const BY_ANY = 'SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT';

/**
 * From which day on each move since the last take is seen; by customer_moved. A customer that was never active is seen on
 * the days of its own spans.
 */
export const MOVED_CUSTOMERS = `
SELECT DISTINCT least(first_active, first_active_taken)::text AS day FROM customer
WHERE first_active IS DISTINCT FROM first_active_taken AND first_active_taken IS NOT NULL`;

export const TAKE_MOVED_CUSTOMERS = `
UPDATE customer SET first_active_taken = first_active WHERE first_active IS DISTINCT FROM first_active_taken`;
