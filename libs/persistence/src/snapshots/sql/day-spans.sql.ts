import type { Policy } from '@app/domain';
import { labelOf } from './dimensions.sql.ts';

/** The whole book, or what was touched since the last take. */
export type Among = 'all' | 'touched';

/** OFFSET 0: one by one by an index, where the planner would rather read all of them in its order. */
const touchedOf = (
  table: string,
  touched: 'customer' | 'contract',
): string => `touched_${touched} t CROSS JOIN LATERAL (
  SELECT * FROM ${table} own WHERE own.${touched}_id = t.${touched}_id OFFSET 0
) s`;

const ofContracts = (table: string, among: Among): string =>
  among === 'all' ? `${table} s` : touchedOf(table, 'contract');

/** Of a customer that was touched all spans count, and so those of each contract that was. */
export const spansOf = (among: Among): string => (among === 'all' ? 'contract_span' : 'touched_span');

const on = (day: string): string => `(s.valid_from <= ${day} AND s.valid_to > ${day})`;

/**
 * Whether a span stands on the measured, the prior and the year-ago day, parameters 1 to 3: infinity, on which none
 * stands, where there is no such day.
 */
const [ON_NOW, ON_PRIOR, ON_YEAR_AGO] = ['$1::date', '$2::date', '$3::date'].map(on);
const ON_ANY = `(${ON_NOW} OR ${ON_PRIOR} OR ${ON_YEAR_AGO})`;

/** All that a comparison asks of the spans of touched customers, read once; by contract_span_customer. */
export const FILL_TOUCHED_SPANS = `
INSERT INTO touched_span SELECT s.* FROM ${touchedOf('contract_span', 'customer')} WHERE ${ON_ANY}`;

/** `is_now`: it is the currency of the measured day. */
export const createUnrated = (unrated: string, onCommit: string): string => `
CREATE TEMPORARY TABLE IF NOT EXISTS ${unrated} (
  contract_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  is_now boolean NOT NULL
) ${onCommit}`;

/** What would count but has no rate: spans on any of the days, one-time lines and bookings from $4 to the measured day. */
export const fillUnrated = (unrated: string, among: Among): string => `
INSERT INTO ${unrated} (contract_id, currency, is_now)
SELECT s.contract_id, s.currency, ${ON_NOW}
FROM ${spansOf(among)} s
WHERE s.currency NOT IN (SELECT currency FROM rate) AND ${ON_ANY}${among === 'all' ? '' : ' AND s.contract_id IN (SELECT contract_id FROM touched_contract)'}
UNION ALL
SELECT s.contract_id, s.currency, false
FROM ${ofContracts('one_time_charge', among)}
WHERE s.date BETWEEN $4 AND $1 AND s.currency NOT IN (SELECT currency FROM rate)
UNION ALL
SELECT s.contract_id, s.currency, false
FROM ${ofContracts('booking', among)}
WHERE s.booked_on BETWEEN $4 AND $1 AND s.currency NOT IN (SELECT currency FROM rate)`;

const converted = (amount: string, rate: string): string =>
  `CASE WHEN r.${rate} = 1 THEN s.${amount} ELSE round10(s.${amount} * r.${rate}) END`;

/** The spans that stand on one of the days, where their currency has a rate. */
const standing = (policy: Policy, source: string, rate: string): string => `
SELECT s.customer_id, s.contract_id, s.valid_from, s.currency, r.prior AS prior_rate, ${ON_NOW} AS active_now,
  ${ON_NOW} AS on_now, ${ON_PRIOR} AS on_prior, ${ON_YEAR_AGO} AS on_year_ago, s.arr > 0 AS has_arr,
  ${converted('arr', 'now')} AS arr, ${converted('arr', 'prior')} AS arr_at_prior,
  ${converted('arr', 'year_ago')} AS arr_at_year_ago, ${converted('gross_arr', 'now')} AS gross_arr,
  ${converted('acv', 'now')} AS acv, ${converted('contracted_acv', 'now')} AS contracted_acv,
  ${converted('expected_usage', 'now')} AS expected_usage, ${labelOf(policy, 's.attributes')} AS label
FROM ${source} JOIN ${rate} r ON r.currency = s.currency
WHERE ${ON_ANY}`;

/** Those of touched customers. */
const fillStanding = (policy: Policy): string => `
INSERT INTO standing ${standing(policy, `${spansOf('touched')} s`, 'rate')}`;

/**
 * Those of the whole book. Postgres scans in parallel for a table that it makes, but neither for one that it fills nor
 * from a temporary one: the rates are parameters 4 to 7. Half the time of an insert.
 */
const makeStanding = (policy: Policy): string => `
CREATE TEMPORARY TABLE standing ON COMMIT DROP AS
${standing(policy, 'contract_span s', '(SELECT * FROM unnest($4::text[], $5::numeric[], $6::numeric[], $7::numeric[]) AS v(currency, now, prior, year_ago))')}`;

/** Statements with the number of their parameters: days, and rates as columns. */
export const readStanding = (policy: Policy, among: Among): readonly Readonly<{ sql: string; parameters: number }>[] =>
  among === 'touched'
    ? [{ sql: fillStanding(policy), parameters: 3 }]
    : [
        { sql: 'DROP TABLE standing', parameters: 0 },
        { sql: makeStanding(policy), parameters: 7 },
      ];

/**
 * Contracts that renew others while they are active with ARR above 0, one row for each contract that they name: one that is
 * signed but not yet paid for hides nothing.
 */
export const fillRenewing = (among: Among): string => `
INSERT INTO renewing
SELECT s.contract_id, s.customer_id, named.renewed, s.currency IN (SELECT currency FROM rate),
  ${ON_NOW}, ${ON_PRIOR}, ${ON_YEAR_AGO}
FROM ${spansOf(among)} s CROSS JOIN LATERAL unnest(s.renews) AS named(renewed)
WHERE s.renews IS NOT NULL AND s.arr > 0 AND ${ON_ANY}`;

/**
 * Definitions, section 6: a contract that another active contract of the same customer with ARR above 0 renews does not count
 * on that day; of two that renew each other the larger id stays. By activity alone, whatever the rates.
 */
export const leaveOutRenewed = (among: Among): string => `
WITH left_out AS MATERIALIZED (
  SELECT s.contract_id, s.valid_from, bool_or(w.on_now) AS on_now, bool_or(w.on_prior) AS on_prior,
    bool_or(w.on_year_ago) AS on_year_ago
  FROM renewing w
  JOIN ${spansOf(among)} s ON s.contract_id = w.renewed AND s.customer_id = w.customer_id
  WHERE (${ON_NOW} AND w.on_now OR ${ON_PRIOR} AND w.on_prior OR ${ON_YEAR_AGO} AND w.on_year_ago)
    AND NOT (coalesce(w.contract_id = ANY(s.renews), false) AND s.contract_id > w.contract_id)
  GROUP BY s.contract_id, s.valid_from
)
UPDATE standing s
SET on_now = s.on_now AND NOT l.on_now, on_prior = s.on_prior AND NOT l.on_prior,
  on_year_ago = s.on_year_ago AND NOT l.on_year_ago
FROM left_out l WHERE s.contract_id = l.contract_id AND s.valid_from = l.valid_from`;

/** A contract whose currency on the measured day has no rate is left out of both sides of a comparison. */
export const leaveOutUnrated = (unrated: string): string => `
DELETE FROM standing s USING ${unrated} u WHERE u.is_now AND u.contract_id = s.contract_id`;

export const FILL_SEVERAL = `
INSERT INTO several SELECT customer_id FROM standing GROUP BY customer_id HAVING count(*) > 1`;

export const leftOut = (unrated: string): string => `
SELECT count(DISTINCT contract_id)::int AS contracts, array_agg(DISTINCT currency) AS currencies FROM ${unrated}`;
