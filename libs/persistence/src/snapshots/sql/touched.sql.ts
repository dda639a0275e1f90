import { CREATE_TOUCHED_SPAN } from './compared-days.sql.ts';
import { joined, sql } from './sql.ts';

/** These tables are filled once in each take. */
export const TOUCHED: readonly string[] = ['touched_contract', 'touched_customer'];
export const ANALYZE_TOUCHED = sql`
-- Lets the planner know how few they are, so that it joins them by indexes.
ANALYZE touched_contract, touched_customer`;

/** Only a kept comparison and the first active days read these tables. */
export const CREATE_TOUCHED = joined([
  sql`
-- One row for each contract that changed since the last take.
CREATE TEMPORARY TABLE IF NOT EXISTS touched_contract (
  contract_id text COLLATE "C" PRIMARY KEY,
  -- The first day that changed; null if only its amounts are recalculated.
  first_day date
) ON COMMIT DELETE ROWS`,
  sql`
-- One row for each customer that such a change affects.
CREATE TEMPORARY TABLE IF NOT EXISTS touched_customer (
  customer_id text COLLATE "C" PRIMARY KEY,
  -- The first day that changed: infinity if the customer is only linked to one that changed, null for any day.
  first_day date
) ON COMMIT DELETE ROWS`,
  CREATE_TOUCHED_SPAN,
]);

export const READ_ONE_BY_ONE = sql`
-- Most rows that are read one by one are in memory. Without this setting the planner would read a book of a hundred
-- thousand contracts from end to end instead of two thousand of them by an index.
SET LOCAL seq_page_cost = 0.1; SET LOCAL random_page_cost = 0.1`;
export const READ_AS_BEFORE = sql`
-- Back to the planner's own costs.
SET LOCAL seq_page_cost TO DEFAULT; SET LOCAL random_page_cost TO DEFAULT`;

export const FILL_TOUCHED_CONTRACTS = sql`
-- Contracts that changed since the last take. By change_untaken.
INSERT INTO touched_contract
SELECT contract_id, min(first_day)
FROM change
WHERE take_id IS NULL
GROUP BY contract_id`;

export const FILL_TOUCHED_CUSTOMERS = sql`
-- Customers affected by those contracts: named in the change, owners on other days (the worth of a contract today decides
-- whether it counts on the others), and those whose first active day moved. By change_untaken, the primary key of
-- span_run and customer_moved.
INSERT INTO touched_customer
SELECT customer_id, min(first_day)
FROM (
  SELECT unnest(customers) AS customer_id, first_day
  FROM change
  WHERE take_id IS NULL
  UNION ALL
  SELECT run.customer_id, touched.first_day
  FROM touched_contract AS touched
  JOIN span_run AS run ON run.contract_id = touched.contract_id
  UNION ALL
  SELECT customer_id, '-infinity'
  FROM customer
  WHERE first_active IS DISTINCT FROM first_active_taken
) AS touched
GROUP BY customer_id`;

/**
 * A loop of statements: WITH RECURSIVE would do, but its UNION reserves memory for ten times the rows that the planner
 * expects, and for ten thousand touched customers that took a quarter of a gigabyte and a third of a take.
 */
export const linkTouchedCustomers = (handedOver: string): string => sql`
-- Adds the customers linked to a touched one (definitions, section 7, "Changed hands"): a transfer between two customers
-- changes both, and whether there is one can depend on either. Links are followed to the end; few customers have any.
-- By span_run_customer, span_run_renews and the primary keys.
DO $$
DECLARE
  -- Those whose links are still to be followed.
  reached text[] := ARRAY(SELECT customer_id FROM touched_customer);
BEGIN
  WHILE cardinality(reached) > 0 LOOP
    WITH linked AS (
      SELECT unnest(reached) COLLATE "C" AS customer_id
    ), added AS (
      INSERT INTO touched_customer
      SELECT other.customer_id, 'infinity'
      FROM linked
      CROSS JOIN LATERAL (
        -- Customers of contracts that its own renew.
        SELECT renewed.customer_id
        FROM span_run AS own
        CROSS JOIN unnest(own.renews) AS named(renewed_contract_id)
        JOIN span_run AS renewed ON renewed.contract_id = named.renewed_contract_id
        WHERE own.customer_id = linked.customer_id
          AND own.renews IS NOT NULL
        UNION ALL
        -- Customers whose contracts renew its own.
        SELECT successor.customer_id
        FROM span_run AS own
        JOIN span_run AS successor ON successor.renews @> ARRAY[own.contract_id]
        WHERE own.customer_id = linked.customer_id
        UNION ALL
        -- Customers that have or had one of its contracts.
        SELECT shared.customer_id
        FROM span_run AS own
        JOIN contract ON contract.contract_id = own.contract_id AND contract.owners IS NOT NULL
        JOIN span_run AS shared ON shared.contract_id = contract.contract_id
        WHERE own.customer_id = linked.customer_id
        UNION ALL
        -- The other side of each transfer that the kept comparison counts so far.
        SELECT CASE WHEN handed_over.giver = linked.customer_id THEN handed_over.receiver ELSE handed_over.giver END
        FROM ${handedOver} AS handed_over
        WHERE linked.customer_id IN (handed_over.giver, handed_over.receiver)
      ) AS other
      ON CONFLICT (customer_id) DO NOTHING
      RETURNING customer_id
    )
    SELECT array_agg(customer_id) FROM added INTO reached;
  END LOOP;
END $$`;

export const touchTheirAmounts = (datedAmount: string): string => sql`
-- Adds the contracts with dated amounts of a touched customer: it may be in other segments now.
INSERT INTO touched_contract (contract_id)
SELECT DISTINCT dated.contract_id
FROM ${datedAmount} AS dated
JOIN touched_customer AS touched ON touched.customer_id = dated.customer_id
ON CONFLICT (contract_id) DO NOTHING`;

/** The policy decides which discounts count, and they decide when a customer first has ARR. */
export const TOUCH_ALL_CUSTOMERS = sql`
-- All customers: another policy can move the first active day of each.
INSERT INTO touched_customer (customer_id)
SELECT customer_id FROM span_run
UNION
SELECT customer_id FROM customer`;

/** Parameters: the measured day and the first day of the period. */
export const TOUCH_BOOKED: readonly string[] = [
  sql`
-- Customers that have or had a contract that is booked in the period. By booking_day and the primary key of contract.
INSERT INTO touched_customer (customer_id)
SELECT customer_id
FROM booking
WHERE booked_on BETWEEN $2 AND $1
UNION
SELECT entry ->> 1
FROM booking
JOIN contract ON contract.contract_id = booking.contract_id
CROSS JOIN LATERAL jsonb_array_elements(contract.owners) AS entry
WHERE booking.booked_on BETWEEN $2 AND $1
  AND entry ->> 1 IS NOT NULL`,
  sql`
-- All contracts of these customers. By span_run_customer.
INSERT INTO touched_contract (contract_id)
SELECT DISTINCT run.contract_id
FROM touched_customer AS touched
CROSS JOIN LATERAL (
  SELECT own.contract_id FROM span_run AS own WHERE own.customer_id = touched.customer_id OFFSET 0
) AS run`,
];

export const COUNT_TOUCHED = sql`
-- The number of touched customers. If there are too many, recalculating the whole is quicker than keeping up.
SELECT count(*)::int AS customers
FROM touched_customer`;
