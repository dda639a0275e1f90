-- Contracts that would count if their currency had a rate (definitions, section 6: missing_fx): by their spans on the
-- compared days, and by their one-time lines and bookings of the period. By one_time_charge_date and booking_day.
INSERT INTO contract_without_rate (contract_id, currency, is_currency_now)
SELECT span.contract_id, span.currency, span.active_now
FROM day_span AS span
WHERE span.prior_rate IS NULL
UNION ALL
SELECT charge.contract_id, charge.currency, false
FROM one_time_charge AS charge
WHERE charge.date BETWEEN '2025-03-01' AND '2025-03-31'
  AND charge.currency NOT IN (SELECT currency FROM rate)
UNION ALL
SELECT booking.contract_id, booking.currency, false
FROM booking AS booking
WHERE booking.booked_on BETWEEN '2025-03-01' AND '2025-03-31'
  AND booking.currency NOT IN (SELECT currency FROM rate);

-- The spans of the whole book were read with those that have no rate. If there are none, nothing is read.
DELETE FROM day_span
USING (SELECT FROM contract_without_rate LIMIT 1) AS any_without_rate
WHERE day_span.prior_rate IS NULL;
