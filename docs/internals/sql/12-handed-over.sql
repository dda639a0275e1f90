-- Definitions, section 7, "Changed hands": a contract that counted for one customer on the prior or the year-ago day, and
-- that another customer, active on the measured day, has then. Begins with what is rare: contracts that ever had several
-- customers (by contract_changed_hands), and contracts that renew others.
WITH has_it AS (
  -- The other customer has the contract itself, left out or not.
  SELECT then_span.contract_id, then_span.valid_from, now_span.customer_id AS receiver
  FROM contract
  JOIN day_span AS then_span
    ON then_span.contract_id = contract.contract_id
    AND (then_span.counts_prior OR then_span.counts_year_ago)
  JOIN day_span AS now_span
    ON now_span.contract_id = contract.contract_id
    AND now_span.active_now
  WHERE contract.owners IS NOT NULL
    AND now_span.customer_id <> then_span.customer_id
), renews_it AS (
  -- The contract is no longer active, and one of the other customer with ARR above 0 and a rate renews it; ties go to
  -- the smallest id.
  SELECT DISTINCT ON (then_span.contract_id, then_span.valid_from)
    then_span.contract_id,
    then_span.valid_from,
    successor.customer_id AS receiver
  FROM renewing_contract AS successor
  JOIN day_span AS then_span
    ON then_span.contract_id = successor.renewed_contract_id
    AND (then_span.counts_prior OR then_span.counts_year_ago)
  JOIN customer_position AS receiver
    ON receiver.customer_id = successor.customer_id
    AND receiver.arr > 0
  WHERE successor.active_now
    AND successor.has_rate
    AND successor.customer_id <> then_span.customer_id
    AND NOT EXISTS (
      SELECT FROM day_span AS now_span WHERE now_span.contract_id = then_span.contract_id AND now_span.active_now
    )
    -- Not if a contract of its own customer renews it.
    AND NOT EXISTS (
      SELECT FROM renewing_contract AS own
      WHERE own.renewed_contract_id = then_span.contract_id
        AND own.customer_id = then_span.customer_id
        AND own.active_now
        AND own.has_rate
    )
  ORDER BY then_span.contract_id, then_span.valid_from, successor.contract_id
)
INSERT INTO handed_over
SELECT
  then_span.contract_id,
  then_span.valid_from,
  then_span.customer_id AS giver,
  handed_over.receiver,
  CASE WHEN then_span.counts_prior THEN then_span.arr_at_prior_rate ELSE 0 END AS prior_arr,
  CASE WHEN then_span.counts_year_ago THEN then_span.arr_at_year_ago_rate ELSE 0 END AS year_ago_arr
FROM (
  SELECT * FROM has_it
  UNION ALL
  SELECT * FROM renews_it
) AS handed_over
JOIN day_span AS then_span
  ON then_span.contract_id = handed_over.contract_id
  AND then_span.valid_from = handed_over.valid_from
JOIN customer_position AS receiver
  ON receiver.customer_id = handed_over.receiver
  AND receiver.arr > 0;

-- Contracts that a customer gave or received move the base that it is compared with; a customer that had nothing then is in
-- its segments of the measured day (definitions, section 7, "Changed hands": A0*).
WITH transferred AS (
  SELECT
    customer_id,
    sum(given) AS given,
    sum(received) AS received,
    sum(received_in_a_year) AS received_in_a_year
  FROM (
    SELECT giver AS customer_id, prior_arr AS given, 0 AS received, -year_ago_arr AS received_in_a_year
    FROM handed_over
    UNION ALL
    SELECT receiver, 0, prior_arr, year_ago_arr
    FROM handed_over
  ) AS side
  GROUP BY customer_id
), base AS (
  SELECT
    position.customer_id,
    transferred.given,
    transferred.received,
    position.prior_arr - transferred.given + transferred.received AS arr,
    position.year_ago_arr + transferred.received_in_a_year AS year_ago_arr
  FROM transferred
  JOIN customer_position AS position ON position.customer_id = transferred.customer_id
)
UPDATE customer_position AS position
SET
  given_arr = base.given,
  received_arr = base.received,
  base_arr = base.arr,
  year_ago_base_arr = base.year_ago_arr,
  base_segment_set_id =
    CASE WHEN base.arr > 0 THEN coalesce(position.prior_segment_set_id, position.segment_set_id) END,
  year_ago_base_segment_set_id =
    CASE WHEN base.year_ago_arr > 0 THEN coalesce(position.year_ago_segment_set_id, position.segment_set_id) END,
  has_changed_spans = true
FROM base
WHERE base.customer_id = position.customer_id;
