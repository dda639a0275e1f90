-- All that a take sorts and hashes of a book of a million contracts fits into this much; more goes to the disk.
SET LOCAL work_mem = '128MB';

-- The rates of the compared days, as the domain chooses them (definitions, section 6).
INSERT INTO rate
SELECT given.currency, given.now, given.prior, given.year_ago
FROM unnest(
  '{"USD","EUR"}'::text[],
  '{"1","1.1"}'::numeric[],
  '{"1","1.1"}'::numeric[],
  '{"1","1.1"}'::numeric[]
) AS given(currency, now, prior, year_ago);

-- The rate of each day of the period, for one-time lines and bookings.
INSERT INTO daily_rate
SELECT given.currency, given.valid_from + days, given.rate
FROM unnest(
  '{"USD","EUR"}'::text[],
  '{"2025-03-01","2025-03-01"}'::date[],
  '{"2025-04-01","2025-04-01"}'::date[],
  '{"1","1.1"}'::numeric[]
) AS given(currency, valid_from, valid_to, rate)
CROSS JOIN LATERAL generate_series(0, given.valid_to - given.valid_from - 1) AS days;
