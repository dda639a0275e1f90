import { CREATE_LABELS } from './segment-sets.sql.ts';
import { CREATE_CELL } from './segment-sums.sql.ts';

/**
 * Temporary tables in which a comparison is worked out, empty outside of it. A comparison looks at three days: the
 * measured one (`now`), the prior and the year-ago one.
 */

/** Currencies that have a rate on the measured day, with their rates on all three. */
const RATE = `
CREATE TEMPORARY TABLE IF NOT EXISTS rate (
  currency text COLLATE "C" NOT NULL,
  now numeric NOT NULL,
  prior numeric NOT NULL,
  year_ago numeric NOT NULL
) ON COMMIT DELETE ROWS`;

/** What each currency is worth on each day on which bookings and one-time lines of the period can fall. */
const DATED_RATE = `
CREATE TEMPORARY TABLE IF NOT EXISTS dated_rate (
  currency text COLLATE "C" NOT NULL,
  day date NOT NULL,
  rate numeric NOT NULL
) ON COMMIT DELETE ROWS`;

/** What changed since the last take, and from which day on, null for ever; a comparison of the whole book does not ask. */
const TOUCHED = `
CREATE TEMPORARY TABLE IF NOT EXISTS touched_contract (
  contract_id text COLLATE "C" PRIMARY KEY,
  first_day date
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS touched_customer (
  customer_id text COLLATE "C" PRIMARY KEY,
  first_day date
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS touched_span (LIKE contract_span) ON COMMIT DELETE ROWS`;

/**
 * Spans that count on one of the days, with the days on which they do; converted at now's rates, `arr` at all three. Most
 * contracts have one span on all of the days, so that a row a span is a third of a row a day. `active_now`: the contract
 * is active by this span on the measured day, whether it counts then or is left out.
 */
const STANDING = `
CREATE TEMPORARY TABLE IF NOT EXISTS standing (
  customer_id text COLLATE "C" NOT NULL,
  contract_id text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  currency text COLLATE "C" NOT NULL,
  prior_rate numeric NOT NULL,
  active_now boolean NOT NULL,
  on_now boolean NOT NULL,
  on_prior boolean NOT NULL,
  on_year_ago boolean NOT NULL,
  has_arr boolean NOT NULL,
  arr numeric NOT NULL,
  arr_at_prior numeric NOT NULL,
  arr_at_year_ago numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  label text COLLATE "C" NOT NULL
) ON COMMIT DELETE ROWS`;

/** Active contracts with ARR that renew others, and the days on which they do. */
const RENEWING = `
CREATE TEMPORARY TABLE IF NOT EXISTS renewing (
  contract_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  renewed text COLLATE "C" NOT NULL,
  has_rate boolean NOT NULL,
  on_now boolean NOT NULL,
  on_prior boolean NOT NULL,
  on_year_ago boolean NOT NULL
) ON COMMIT DELETE ROWS`;

/** Customers with more than one of these spans: only theirs are to be added up. */
const SEVERAL = `
CREATE TEMPORARY TABLE IF NOT EXISTS several (customer_id text COLLATE "C" NOT NULL) ON COMMIT DELETE ROWS`;

export const CREATE_SCRATCH = [CREATE_LABELS, RATE, DATED_RATE, TOUCHED, STANDING, RENEWING, SEVERAL, CREATE_CELL].join(
  ';\n',
);

/** All but who was touched, who is the same for every comparison of a take. */
export const SCRATCH: readonly string[] = [
  'rate',
  'dated_rate',
  'touched_span',
  'standing',
  'renewing',
  'several',
  'cell',
];

/** Empties those that are not empty: to see that a table is costs a hundredth of emptying it. */
export const emptyTables = (tables: readonly string[]): string => `
DO $$ BEGIN
${tables.map((table) => `  IF EXISTS (SELECT FROM ${table}) THEN TRUNCATE ${table}; END IF;`).join('\n')}
END $$`;

export const FILL_RATES = `
INSERT INTO rate SELECT * FROM unnest($1::text[], $2::numeric[], $3::numeric[], $4::numeric[])`;

export const FILL_DATED_RATES = `
INSERT INTO dated_rate
SELECT r.currency, r.valid_from + n, r.rate
FROM unnest($1::text[], $2::date[], $3::date[], $4::numeric[]) AS r(currency, valid_from, valid_to, rate)
CROSS JOIN LATERAL generate_series(0, r.valid_to - r.valid_from - 1) AS n`;
