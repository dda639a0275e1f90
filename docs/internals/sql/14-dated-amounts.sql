-- One-time lines of the period, each at the rate of its day (definitions, section 7: one_time_total), in the segments of
-- the customer that has the contract on the measured day. By one_time_charge_date.
INSERT INTO dated_amount
SELECT
  dated.contract_id,
  owner.customer_id,
  'one_time_line' AS kind,
  coalesce(position.segment_set_id, 0) AS segment_set_id,
  round10(dated.amount * daily_rate.rate) AS amount
FROM one_time_charge AS dated
JOIN daily_rate ON daily_rate.currency = dated.currency AND daily_rate.day = dated.date
LEFT JOIN (
  SELECT run.contract_id, run.customer_id, run.currency
  FROM span_run AS run
  WHERE run.valid_from <= '2025-03-31'::date AND run.valid_to > '2025-03-31'::date
) AS now_span
  ON now_span.contract_id = dated.contract_id
JOIN contract ON contract.contract_id = dated.contract_id
-- If the contract has had several customers: the customer of its governing event if that states terms, else that of the
-- event that states the amount.
LEFT JOIN LATERAL (
  SELECT entry ->> 1 AS customer_id
  FROM jsonb_array_elements(contract.owners) AS entry
  WHERE entry ->> 0 <= '2025-03-31'::text
  ORDER BY entry ->> 0 DESC
  LIMIT 1
) AS governing ON true
CROSS JOIN LATERAL (SELECT coalesce(governing.customer_id, dated.customer_id) AS customer_id) AS owner
LEFT JOIN customer_position AS position ON position.arr > 0 AND position.customer_id = owner.customer_id
WHERE dated.date BETWEEN '2025-03-01' AND '2025-03-31'
  AND (now_span.currency IS NULL OR now_span.currency IN (SELECT currency FROM rate));

-- Bookings and replacements of the period, each at the rate of the day it is booked on (definitions, section 7: Bookings),
-- in the segments of the customer that has the contract on the measured day. By booking_day.
INSERT INTO dated_amount
SELECT
  dated.contract_id,
  owner.customer_id,
  CASE WHEN dated.is_replacement THEN 'replacement' ELSE 'booking' END AS kind,
  coalesce(position.segment_set_id, 0) AS segment_set_id,
  round10(dated.acv * daily_rate.rate) AS amount,
  round10(dated.contracted_acv * daily_rate.rate) AS contracted_acv,
  round10(dated.tcv * daily_rate.rate) AS tcv,
  dated.net_value * daily_rate.rate AS net_value,
  dated.gross_value * daily_rate.rate AS gross_value,
  dated.term_months,
  dated.booked_on - dated.opened_on AS sales_cycle_days
FROM booking AS dated
JOIN daily_rate ON daily_rate.currency = dated.currency AND daily_rate.day = dated.booked_on
LEFT JOIN (
  SELECT run.contract_id, run.customer_id, run.currency
  FROM span_run AS run
  WHERE run.valid_from <= '2025-03-31'::date AND run.valid_to > '2025-03-31'::date
) AS now_span
  ON now_span.contract_id = dated.contract_id
JOIN contract ON contract.contract_id = dated.contract_id
-- If the contract has had several customers: the customer of its governing event if that states terms, else that of the
-- event that states the amount.
LEFT JOIN LATERAL (
  SELECT entry ->> 1 AS customer_id
  FROM jsonb_array_elements(contract.owners) AS entry
  WHERE entry ->> 0 <= '2025-03-31'::text
  ORDER BY entry ->> 0 DESC
  LIMIT 1
) AS governing ON true
CROSS JOIN LATERAL (SELECT coalesce(governing.customer_id, dated.customer_id) AS customer_id) AS owner
LEFT JOIN customer_position AS position ON position.arr > 0 AND position.customer_id = owner.customer_id
WHERE dated.booked_on BETWEEN '2025-03-01' AND '2025-03-31'
  AND (now_span.currency IS NULL OR now_span.currency IN (SELECT currency FROM rate));
