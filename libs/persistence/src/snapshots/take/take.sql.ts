import { IS_NOT_ASIDE } from '../../contracts/set-aside.sql.ts';
import { CATCHING_UP } from '../../progress/catching-up.ts';
import { sql } from '../sql/sql.ts';

/**
 * The first day on which any contract is active. Reads all spans only if a change begins on or before that of the last
 * take; else by change_untaken.
 */
export const FIRST_DAY = sql`
SELECT
  CASE
    WHEN first_day_taken IS NULL
      OR EXISTS (SELECT FROM change WHERE take_id IS NULL AND first_day <= first_day_taken)
      THEN (SELECT min(valid_from) FROM span_run)
    ELSE first_day_taken
  END
FROM store`;

export const STATE = sql`
-- The last day taken and by which calculation, the first day on which any contract is active (definitions, section 5), and
-- whether the store is catching up (definitions, section 9). By change_untaken.
SELECT
  as_of::text,
  calc_version,
  first_day_taken::text,
  (
    ${FIRST_DAY}
  )::text AS first_day,
  EXISTS (
    ${CATCHING_UP}
  ) AS catching_up
FROM store`;

/** Reads all of the queue, but only before a store has reported anything. */
export const UNFOLDED_EVENTS = sql`
-- The first and the last event that wait to be folded, without those of contracts that are set aside.
SELECT min(seq)::text AS first, max(seq)::text AS last
FROM unfolded
WHERE ${IS_NOT_ASIDE}`;

/** Many changes share their days, so few rows come back. */
export const CHANGED_DAYS = sql`
-- The days between which contracts changed since the last take. By change_untaken.
SELECT DISTINCT first_day::text, last_day::text
FROM change
WHERE take_id IS NULL`;

export const CHANGED_RATES = sql`
-- The days on which changed rates count: from the day of each to the next rate of its currency. By the primary key of
-- fx_rate.
SELECT DISTINCT
  changed.date::text AS date,
  coalesce(min(next_rate.date), 'infinity')::text AS until
FROM fx_change AS changed
LEFT JOIN fx_rate AS next_rate
  ON next_rate.currency = changed.currency
  AND next_rate.date > changed.date
GROUP BY changed.currency, changed.date`;

export const INSERT_TAKE = sql`
-- The number of this take, drawn with the first row that it writes: $1 is the day that it is as of, $2 when it runs.
INSERT INTO take (as_of, taken_at)
VALUES ($1, $2)
RETURNING take_id::text`;

export const TAKE_CHANGES = sql`
-- Assigns to this take, $1, exactly the changes that it read: its snapshot of the books has no later ones. By
-- change_untaken.
UPDATE change
SET take_id = $1
WHERE take_id IS NULL`;

export const TAKE_FX_CHANGES = sql`
-- The changed rates are taken over with this take.
DELETE FROM fx_change`;

export const TIME_TAKE = sql`
-- How long the take, $1, has worked so far, from the beginning of its transaction; it commits right after.
UPDATE take
SET duration_ms = round(1000 * extract(epoch FROM clock_timestamp() - transaction_timestamp()))
WHERE take_id = $1`;

export const FINISH = sql`
-- The last day taken, by which calculation, and the first day on which any contract was active.
UPDATE store
SET as_of = $1, calc_version = $2, first_day_taken = $3`;
