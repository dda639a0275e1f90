import { CREATE_CELL } from './cells.sql.ts';
import { CREATE_DAY_SPAN, CREATE_SEVERAL_SPANS } from './day-spans.sql.ts';
import { CREATE_RENEWING_CONTRACT } from './left-out.sql.ts';
import { CREATE_ATTRIBUTE_SET } from './segment-sets.sql.ts';
import { joined, sql } from './sql.ts';
import { CREATE_TOUCHED } from './touched.sql.ts';

/** Temporary tables that every comparison uses while it is calculated. At other times they are empty. */

const CREATE_RATE = sql`
-- One row for each currency, with its rates to the reporting currency.
CREATE TEMPORARY TABLE IF NOT EXISTS rate (
  -- Only currencies that have a rate on the measured day.
  currency text COLLATE "C" NOT NULL,
  -- The rate of each compared day; the measured day's if another day has none.
  now numeric NOT NULL,
  prior numeric NOT NULL,
  year_ago numeric NOT NULL
) ON COMMIT DELETE ROWS`;

const CREATE_DAILY_RATE = sql`
-- One row for each currency and day of the period.
CREATE TEMPORARY TABLE IF NOT EXISTS daily_rate (
  currency text COLLATE "C" NOT NULL,
  -- A day of the period, on which a one-time line or a booking can fall.
  day date NOT NULL,
  rate numeric NOT NULL
) ON COMMIT DELETE ROWS`;

export const CREATE_WORKING_TABLES = joined([
  CREATE_ATTRIBUTE_SET,
  CREATE_RATE,
  CREATE_DAILY_RATE,
  CREATE_TOUCHED,
  CREATE_DAY_SPAN,
  CREATE_RENEWING_CONTRACT,
  CREATE_SEVERAL_SPANS,
  CREATE_CELL,
]);

/** All working tables except touched contracts and customers, which all comparisons of a take share. */
export const WORKING_TABLES: readonly string[] = [
  'rate',
  'daily_rate',
  'touched_span',
  'day_span',
  'renewing_contract',
  'customer_with_several_spans',
  'cell',
];

/** Checking that a table is empty costs a hundredth of emptying it. */
export const emptyTables = (tables: readonly string[]): string => sql`
-- Empties those of these tables that hold rows.
DO $$ BEGIN
  ${tables.map((table) => `IF EXISTS (SELECT FROM ${table}) THEN TRUNCATE ${table}; END IF;`).join('\n')}
END $$`;

export const FILL_RATES = sql`
-- The rates of the compared days, as the domain chooses them (definitions, section 6).
INSERT INTO rate
SELECT given.currency, given.now, given.prior, given.year_ago
FROM unnest(
  $1::text[],
  $2::numeric[],
  $3::numeric[],
  $4::numeric[]
) AS given(currency, now, prior, year_ago)`;

export const FILL_DAILY_RATES = sql`
-- The rate of each day of the period, for one-time lines and bookings.
INSERT INTO daily_rate
SELECT given.currency, given.valid_from + days, given.rate
FROM unnest(
  $1::text[],
  $2::date[],
  $3::date[],
  $4::numeric[]
) AS given(currency, valid_from, valid_to, rate)
CROSS JOIN LATERAL generate_series(0, given.valid_to - given.valid_from - 1) AS days`;
