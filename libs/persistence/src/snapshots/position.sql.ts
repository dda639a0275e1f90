import type { Policy } from '@app/domain';
import { arrayLiteral, segmentsOf, segmentsOfInactive } from './dimensions.sql.ts';

/**
 * The contracts that count on each day of a comparison, in the reporting currency at that day's rates: side 1 is the
 * measured day, 0 the prior one, -1 the year-ago one. Today's also at the rates of the other two.
 */
export const CREATE_COUNTED = `
CREATE TEMPORARY TABLE IF NOT EXISTS counted (
  side integer NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  contract_id text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  currency text COLLATE "C" NOT NULL,
  prior_rate numeric NOT NULL,
  has_arr boolean NOT NULL,
  arr numeric NOT NULL,
  arr_at_prior numeric NOT NULL,
  arr_at_year_ago numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  attributes jsonb
) ON COMMIT DELETE ROWS`;

/**
 * Where every customer stands: today, and on the days it is compared with. \`segments\` is its segment in each dimension
 * today, null where it has no contract then; \`prior_segments\` and \`year_ago_segments\` where it was active.
 * \`placed\` is today's, but the prior one of a customer active both times.
 */
export const CREATE_POSITION = `
CREATE TEMPORARY TABLE IF NOT EXISTS position (
  customer_id text COLLATE "C" NOT NULL,
  arr numeric NOT NULL,
  arr_at_prior numeric NOT NULL,
  arr_at_year_ago numeric NOT NULL,
  prior_arr numeric NOT NULL,
  year_ago_arr numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  contracts integer NOT NULL,
  was_active boolean NOT NULL,
  segments text[] COLLATE "C",
  prior_segments text[] COLLATE "C",
  year_ago_segments text[] COLLATE "C",
  placed text[] COLLATE "C"
) ON COMMIT DELETE ROWS`;

/** Customers whose contracts stand otherwise than on the prior day: those that have drivers. */
export const CREATE_CHANGED = `
CREATE TEMPORARY TABLE IF NOT EXISTS changed (customer_id text COLLATE "C" PRIMARY KEY) ON COMMIT DELETE ROWS`;

export const CLEAR = `TRUNCATE counted, position, changed`;

/** The planner knows nothing of a temporary table until it is told, and joins the changed customers row by row: 40 s where 5 do. */
export const TELL_PLANNER = `ANALYZE counted, position, changed`;

/** Currencies with their rates on the measured, the prior and the year-ago day: parameters 4 to 7. */
export const RATES = `SELECT * FROM unnest($4::text[], $5::numeric[], $6::numeric[], $7::numeric[]) AS r(currency, now, prior, year_ago)`;

/** The measured, the prior and the year-ago day: parameters 1 to 3; null where there is no such period. */
export const DAYS = `(VALUES (1, $1::date), (0, $2::date), (-1, $3::date)) AS d(side, day)`;

const converted = (amount: string, rate: string): string =>
  `CASE WHEN ${rate} = 1 THEN ${amount} ELSE round10(${amount} * ${rate}) END`;

/**
 * Definitions, section 6. \`standing\`: the contracts active on each day. \`left_out\`: those that another active contract
 * of the same customer renews; of two that renew each other the larger id stays. A contract counts where its currency
 * has a rate, and where that of the measured day has one, so that it is left out of both sides of a comparison.
 */
export const FILL_COUNTED = `
INSERT INTO counted
WITH rate AS MATERIALIZED (${RATES}),
standing AS MATERIALIZED (
  SELECT d.side, s.contract_id, s.customer_id, s.valid_from, s.currency, s.arr, s.gross_arr, s.acv, s.contracted_acv,
    s.expected_usage, s.attributes, s.renews
  FROM ${DAYS} JOIN contract_span s ON s.valid_from <= d.day AND s.valid_to > d.day
), left_out AS MATERIALIZED (
  SELECT DISTINCT renewed.side, renewed.contract_id
  FROM standing renewing
  CROSS JOIN LATERAL unnest(renewing.renews) AS named(contract_id)
  JOIN standing renewed ON renewed.side = renewing.side AND renewed.contract_id = named.contract_id
    AND renewed.customer_id = renewing.customer_id
  WHERE renewing.renews IS NOT NULL
    AND NOT (coalesce(renewing.contract_id = ANY(renewed.renews), false) AND renewed.contract_id > renewing.contract_id)
)
SELECT s.side, s.customer_id, s.contract_id, s.valid_from, s.currency, r.prior, s.arr > 0,
  ${converted('s.arr', 'f.rate')}, ${converted('s.arr', 'r.prior')}, ${converted('s.arr', 'r.year_ago')},
  ${converted('s.gross_arr', 'f.rate')}, ${converted('s.acv', 'f.rate')}, ${converted('s.contracted_acv', 'f.rate')},
  ${converted('s.expected_usage', 'f.rate')}, s.attributes
FROM standing s
JOIN rate r ON r.currency = s.currency
CROSS JOIN LATERAL (SELECT CASE s.side WHEN 1 THEN r.now WHEN 0 THEN r.prior ELSE r.year_ago END AS rate) f
LEFT JOIN standing n ON s.side < 1 AND n.side = 1 AND n.contract_id = s.contract_id
LEFT JOIN left_out l ON l.side = s.side AND l.contract_id = s.contract_id
WHERE l.contract_id IS NULL AND (n.currency IS NULL OR n.currency IN (SELECT currency FROM rate))`;

const primary = (side: number): string =>
  `(array_agg(attributes ORDER BY arr DESC, contract_id) FILTER (WHERE side = ${side}))[1]`;

const total = (column: string, side: number): string => `coalesce(sum(${column}) FILTER (WHERE side = ${side}), 0)`;

const CUSTOMERS = `
  SELECT customer_id, ${total('arr', 1)} AS arr, ${total('arr_at_prior', 1)} AS arr_at_prior,
    ${total('arr_at_year_ago', 1)} AS arr_at_year_ago, ${total('arr', 0)} AS prior_arr, ${total('arr', -1)} AS year_ago_arr,
    ${total('gross_arr', 1)} AS gross_arr, ${total('acv', 1)} AS acv, ${total('contracted_acv', 1)} AS contracted_acv,
    ${total('expected_usage', 1)} AS expected_usage, (count(*) FILTER (WHERE side = 1 AND has_arr))::int AS contracts,
    bool_or(side = 1) AS stands, ${primary(1)} AS attributes, ${primary(0)} AS prior_attributes,
    ${primary(-1)} AS year_ago_attributes
  FROM counted GROUP BY customer_id`;

/** A customer is active where its ARR is above 0; one that is not has no rates of then to be asked for. */
export const fillPosition = (policy: Policy): string => `
INSERT INTO position
WITH customers AS (${CUSTOMERS}),
placed AS (
  SELECT c.*, coalesce(k.first_active <= $1::date, false) AS was_active,
    CASE WHEN c.arr > 0 THEN ${segmentsOf(policy, 'c.attributes', 'c.arr')}
      WHEN c.stands THEN ${arrayLiteral(segmentsOfInactive(policy))} END AS segments,
    CASE WHEN c.prior_arr > 0 THEN ${segmentsOf(policy, 'c.prior_attributes', 'c.prior_arr')} END AS prior_segments,
    CASE WHEN c.year_ago_arr > 0 THEN ${segmentsOf(policy, 'c.year_ago_attributes', 'c.year_ago_arr')} END AS year_ago_segments
  FROM customers c LEFT JOIN customer k ON k.customer_id = c.customer_id
)
SELECT customer_id, arr, CASE WHEN arr > 0 THEN arr_at_prior ELSE 0 END, CASE WHEN arr > 0 THEN arr_at_year_ago ELSE 0 END,
  prior_arr, year_ago_arr, gross_arr, acv, contracted_acv, expected_usage, contracts, was_active,
  segments, prior_segments, year_ago_segments, coalesce(prior_segments, segments)
FROM placed`;

/** A contract that stands by the same span on both days has not changed; one that does not makes its customer changed. */
export const FILL_CHANGED = `
INSERT INTO changed
SELECT DISTINCT customer_id FROM (
  SELECT customer_id FROM counted WHERE side IN (0, 1)
  GROUP BY customer_id, contract_id, valid_from HAVING count(*) = 1
) once`;
