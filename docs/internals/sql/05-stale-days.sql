-- The planner takes nearly all customers to have moved, and knows no better: left to itself it reads all of them, or starts
-- workers for them, which takes longer than to find that there is none.
SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0;

-- The day from which each move of a first active day since the last take is seen, in cohorts and in new customers. By
-- customer_moved.
SELECT DISTINCT least(first_active, first_active_taken)::text AS day
FROM customer
WHERE first_active IS DISTINCT FROM first_active_taken
  AND first_active_taken IS NOT NULL;

-- Back to the planner's own choice.
SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT;

-- The days between which contracts changed since the last take. By change_untaken.
SELECT DISTINCT first_day::text, last_day::text
FROM change
WHERE take_id IS NULL;

-- The days on which changed rates count: from the day of each to the next rate of its currency. By the primary key of
-- fx_rate.
SELECT DISTINCT
  changed.date::text AS date,
  coalesce(min(next_rate.date), 'infinity')::text AS until
FROM fx_change AS changed
LEFT JOIN fx_rate AS next_rate
  ON next_rate.currency = changed.currency
  AND next_rate.date > changed.date
GROUP BY changed.currency, changed.date;

-- All rates of exchange, of which the domain chooses those of each day (definitions, section 6). By the primary key.
SELECT currency, date::text, rate::text FROM fx_rate ORDER BY currency, fx_rate.date;
