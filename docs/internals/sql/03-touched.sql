-- Empties those of these tables that hold rows.
DO $$ BEGIN
  IF EXISTS (SELECT FROM touched_contract) THEN TRUNCATE touched_contract; END IF;
  IF EXISTS (SELECT FROM touched_customer) THEN TRUNCATE touched_customer; END IF;
END $$;

-- Most rows that are read one by one are in memory. Without this setting the planner would read a book of a hundred
-- thousand contracts from end to end instead of two thousand of them by an index.
SET LOCAL seq_page_cost = 0.1; SET LOCAL random_page_cost = 0.1;

-- Contracts that changed since the last take. By change_untaken.
INSERT INTO touched_contract
SELECT contract_id, min(first_day)
FROM change
WHERE take_id IS NULL
GROUP BY contract_id;

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
GROUP BY customer_id;

-- Lets the planner know how few they are, so that it joins them by indexes.
ANALYZE touched_contract, touched_customer;
