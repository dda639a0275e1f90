/** What changed since the last take is written down once; the planner is told how much it is, and joins it by indexes. */
export const TOUCHED: readonly string[] = ['touched_contract', 'touched_customer'];
export const TELL_OF_TOUCHED = 'ANALYZE touched_contract, touched_customer';

/**
 * What is read one by one lies in memory for the most part, which the planner is told, for it would rather read a book of a
 * hundred thousand contracts from end to end than two thousand of them by an index.
 */
export const READ_ONE_BY_ONE = 'SET LOCAL seq_page_cost = 0.1; SET LOCAL random_page_cost = 0.1';
export const READ_AS_BEFORE = 'SET LOCAL seq_page_cost TO DEFAULT; SET LOCAL random_page_cost TO DEFAULT';

/** Contracts that changed since the last take; by change_untaken. */
export const FILL_TOUCHED_CONTRACTS = `
INSERT INTO touched_contract SELECT contract_id, min(first_day) FROM change WHERE take_id IS NULL GROUP BY contract_id`;

/**
 * Customers affected by those contracts: named in the change, owners on other days (the worth of a contract today decides
 * whether it counts on the others), and those whose first active day moved.
 */
export const FILL_TOUCHED_CUSTOMERS = `
INSERT INTO touched_customer
SELECT customer_id, min(first_day) FROM (
  SELECT unnest(customers) AS customer_id, first_day FROM change WHERE take_id IS NULL
  UNION ALL
  SELECT s.customer_id, t.first_day FROM touched_contract t JOIN contract_span s ON s.contract_id = t.contract_id
  UNION ALL
  SELECT customer_id, '-infinity' FROM customer WHERE first_active IS DISTINCT FROM first_active_taken
) touched GROUP BY customer_id`;

/**
 * What is handed over between two customers changes both, and whether it is can depend on either: customers join those that
 * they are linked to by contracts that renew the other's, that both have had, or that were handed over between them until
 * now. By contract_span_customer, contract_span_renews and the primary keys; few customers are linked to any other.
 */
export const linkTouchedCustomers = (handedOver: string): string => `
WITH RECURSIVE linked AS (
  SELECT customer_id FROM touched_customer
  UNION
  SELECT o.customer_id FROM linked l CROSS JOIN LATERAL (
    SELECT k.customer_id FROM contract_span s CROSS JOIN unnest(s.renews) AS named(renewed)
    JOIN contract_span k ON k.contract_id = named.renewed
    WHERE s.customer_id = l.customer_id AND s.renews IS NOT NULL
    UNION ALL
    SELECT m.customer_id FROM contract_span s JOIN contract_span m ON m.renews @> ARRAY[s.contract_id]
    WHERE s.customer_id = l.customer_id
    UNION ALL
    SELECT n.customer_id FROM contract_span s
    JOIN contract k ON k.contract_id = s.contract_id AND k.owners IS NOT NULL
    JOIN contract_span n ON n.contract_id = k.contract_id
    WHERE s.customer_id = l.customer_id
    UNION ALL
    SELECT CASE WHEN h.giver = l.customer_id THEN h.receiver ELSE h.giver END FROM ${handedOver} h
    WHERE l.customer_id IN (h.giver, h.receiver)
  ) o
)
INSERT INTO touched_customer SELECT customer_id, 'infinity' FROM linked ON CONFLICT (customer_id) DO NOTHING`;

/** Contracts whose amounts stand with a customer that was touched: it may stand in other segments now. */
export const touchTheirAmounts = (dated: string): string => `
INSERT INTO touched_contract (contract_id)
SELECT DISTINCT d.contract_id FROM ${dated} d JOIN touched_customer t ON t.customer_id = d.customer_id
ON CONFLICT (contract_id) DO NOTHING`;

/** Another policy can move every customer's first active day, for which discounts count decides when it first has ARR. */
export const TOUCH_ALL_CUSTOMERS = `
INSERT INTO touched_customer (customer_id) SELECT customer_id FROM contract_span UNION SELECT customer_id FROM customer`;

export const COUNT_TOUCHED = 'SELECT count(*)::int AS customers FROM touched_customer';
