-- As in 03-touched.sql: Most rows that are read one by one are in memory

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
        FROM handed_over_month_2025_03 AS handed_over
        WHERE linked.customer_id IN (handed_over.giver, handed_over.receiver)
      ) AS other
      ON CONFLICT (customer_id) DO NOTHING
      RETURNING customer_id
    )
    SELECT array_agg(customer_id) FROM added INTO reached;
  END LOOP;
END $$;

-- As in 04-first-active-days.sql: Back to the planner's own costs

-- Takes the rows of each touched customer out of the kept comparison. By its index on customer_id.
WITH gone AS (
  DELETE FROM customer_position_month_2025_03 AS kept
  WHERE kept.ctid = ANY(ARRAY(
    SELECT found.ctid
    FROM touched_customer AS touched
    CROSS JOIN LATERAL (
      SELECT own.ctid FROM customer_position_month_2025_03 AS own WHERE own.customer_id = touched.customer_id OFFSET 0
    ) AS found
  ))
  RETURNING kept.*
)
INSERT INTO customer_position_former
SELECT * FROM gone;

-- Takes the rows of each touched customer out of the kept comparison. By its index on customer_id.
WITH gone AS (
  DELETE FROM driver_month_2025_03 AS kept
  WHERE kept.ctid = ANY(ARRAY(
    SELECT found.ctid
    FROM touched_customer AS touched
    CROSS JOIN LATERAL (
      SELECT own.ctid FROM driver_month_2025_03 AS own WHERE own.customer_id = touched.customer_id OFFSET 0
    ) AS found
  ))
  RETURNING kept.*
)
INSERT INTO driver_former
SELECT * FROM gone;

-- Takes the former transfers of touched customers out: both sides of each were touched. By the index on giver.
DELETE FROM handed_over_month_2025_03 AS handed_over
USING touched_customer AS touched
WHERE handed_over.giver = touched.customer_id;

-- Adds the contracts with dated amounts of a touched customer: it may be in other segments now.
INSERT INTO touched_contract (contract_id)
SELECT DISTINCT dated.contract_id
FROM dated_amount_month_2025_03 AS dated
JOIN touched_customer AS touched ON touched.customer_id = dated.customer_id
ON CONFLICT (contract_id) DO NOTHING;

-- Takes the rows of each touched contract out of the kept comparison. By its index on contract_id.
WITH gone AS (
  DELETE FROM dated_amount_month_2025_03 AS kept
  WHERE kept.ctid = ANY(ARRAY(
    SELECT found.ctid
    FROM touched_contract AS touched
    CROSS JOIN LATERAL (
      SELECT own.ctid FROM dated_amount_month_2025_03 AS own WHERE own.contract_id = touched.contract_id OFFSET 0
    ) AS found
  ))
  RETURNING kept.*
)
INSERT INTO dated_amount_former
SELECT * FROM gone;

-- Takes touched contracts out of those without a rate. By the index on contract_id.
DELETE FROM contract_without_rate_month_2025_03 AS without_rate
USING touched_contract AS touched
WHERE without_rate.contract_id = touched.contract_id;
