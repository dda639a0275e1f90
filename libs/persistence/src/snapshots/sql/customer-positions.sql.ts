import type { Policy } from '@app/domain';
import { cohortNumber } from './dimensions.sql.ts';
import { INACTIVE, placeOf } from './segment-sets.sql.ts';
import type { Among } from './day-spans.sql.ts';

/**
 * Where every customer stands: today, and on the days it is compared with. `place` is null where it has no contract
 * today; `prior_place` and `year_ago_place` where it was not active. `given_arr` and `received_arr`: what changed hands
 * since the prior day. `held_arr` and `year_held_arr`: the ARR of then with what changed hands since, which is what the
 * customer is compared with; their places are those of then, or today's where it had nothing then. `changed`: it has
 * another span of a contract than on the prior day, so that something can have driven its change.
 */
export const createPosition = (position: string, onCommit: string): string => `
CREATE TEMPORARY TABLE IF NOT EXISTS ${position} (
  customer_id text COLLATE "C" NOT NULL,
  arr numeric NOT NULL,
  arr_at_prior numeric NOT NULL,
  arr_at_year_ago numeric NOT NULL,
  prior_arr numeric NOT NULL,
  year_ago_arr numeric NOT NULL,
  given_arr numeric NOT NULL DEFAULT 0,
  received_arr numeric NOT NULL DEFAULT 0,
  held_arr numeric NOT NULL,
  year_held_arr numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  contracts integer NOT NULL,
  was_active boolean NOT NULL,
  changed boolean NOT NULL,
  place bigint,
  prior_place bigint,
  year_ago_place bigint,
  held_place bigint,
  year_held_place bigint
) ${onCommit}`;

/** Of which contracts each is added up: a contract without ARR does not count beside the others by its ACV. */
const AMOUNTS = {
  gross_arr: 'on_now',
  acv: 'on_now AND s.has_arr',
  contracted_acv: 'on_now AND s.has_arr',
  expected_usage: 'on_now',
} as const;

/** A customer with one span: what it comes to, without a sum. */
const ONE = `
  SELECT s.customer_id, CASE WHEN on_now THEN arr ELSE 0 END AS arr,
    CASE WHEN on_now THEN arr_at_prior ELSE 0 END AS arr_at_prior,
    CASE WHEN on_now THEN arr_at_year_ago ELSE 0 END AS arr_at_year_ago,
    CASE WHEN on_prior THEN arr_at_prior ELSE 0 END AS prior_arr,
    CASE WHEN on_year_ago THEN arr_at_year_ago ELSE 0 END AS year_ago_arr,
    ${Object.entries(AMOUNTS)
      .map(([amount, on]) => `CASE WHEN s.${on} THEN ${amount} ELSE 0 END AS ${amount}`)
      .join(', ')},
    (on_now AND has_arr)::int AS contracts, on_now AS stands, on_now <> on_prior AS changed,
    label, label AS prior_label, label AS year_ago_label
  FROM standing s LEFT JOIN several v ON v.customer_id = s.customer_id
  WHERE v.customer_id IS NULL`;

const total = (column: string, on: string): string => `coalesce(sum(s.${column}) FILTER (WHERE s.${on}), 0)`;

/** The label of the contract with the largest ARR in the reporting currency, of equals that with the smallest id. */
const primary = (arr: string, on: string): string =>
  `(array_agg(s.label ORDER BY s.${arr} DESC, s.contract_id) FILTER (WHERE s.${on}))[1]`;

const MANY = `
  SELECT s.customer_id, ${total('arr', 'on_now')}, ${total('arr_at_prior', 'on_now')},
    ${total('arr_at_year_ago', 'on_now')}, ${total('arr_at_prior', 'on_prior')},
    ${total('arr_at_year_ago', 'on_year_ago')}, ${Object.entries(AMOUNTS)
      .map(([amount, on]) => total(amount, on))
      .join(', ')},
    (count(*) FILTER (WHERE s.on_now AND s.has_arr))::int, bool_or(s.on_now), bool_or(s.on_now <> s.on_prior),
    ${primary('arr', 'on_now')}, ${primary('arr_at_prior', 'on_prior')}, ${primary('arr_at_year_ago', 'on_year_ago')}
  FROM standing s JOIN several v ON v.customer_id = s.customer_id
  GROUP BY s.customer_id`;

/** Of a few: one by one, where the planner would rather read all of them. */
const OWN_CUSTOMER =
  'LATERAL (SELECT first_active FROM customer k WHERE k.customer_id = c.customer_id OFFSET 0) k ON true';

/**
 * A customer is active where its ARR is above 0; one that is not has no rates of then to be asked for. The prior day is
 * parameter 1.
 */
export const fillPosition = (position: string, policy: Policy, among: Among): string => `
INSERT INTO ${position} (customer_id, arr, arr_at_prior, arr_at_year_ago, prior_arr, year_ago_arr, held_arr, year_held_arr,
  gross_arr, acv, contracted_acv, expected_usage, contracts, was_active, changed, place, prior_place, year_ago_place,
  held_place, year_held_place)
WITH c AS (${ONE} UNION ALL ${MANY})
SELECT c.customer_id, c.arr, CASE WHEN c.arr > 0 THEN c.arr_at_prior ELSE 0 END,
  CASE WHEN c.arr > 0 THEN c.arr_at_year_ago ELSE 0 END, c.prior_arr, c.year_ago_arr, c.prior_arr, c.year_ago_arr,
  c.gross_arr, c.acv,
  c.contracted_acv, c.expected_usage, c.contracts, coalesce(k.first_active <= $1::date, false), c.changed,
  CASE WHEN c.arr > 0 THEN ${placeOf(policy, 'l.label_no', 'h.cohort', 'c.arr')} WHEN c.stands THEN ${INACTIVE} END,
  g.prior_place, g.year_ago_place, g.prior_place, g.year_ago_place
FROM c
LEFT JOIN ${among === 'all' ? 'customer k ON k.customer_id = c.customer_id' : OWN_CUSTOMER}
-- OFFSET 0: the number of a cohort is worked out once a customer, not once for each of its places.
CROSS JOIN LATERAL (SELECT ${cohortNumber(policy, 'k.first_active')} AS cohort OFFSET 0) h
LEFT JOIN label l ON l.label = c.label
LEFT JOIN label p ON p.label = c.prior_label
LEFT JOIN label y ON y.label = c.year_ago_label
CROSS JOIN LATERAL (
  SELECT CASE WHEN c.prior_arr > 0 THEN ${placeOf(policy, 'p.label_no', 'h.cohort', 'c.prior_arr')} END AS prior_place,
    CASE WHEN c.year_ago_arr > 0 THEN ${placeOf(policy, 'y.label_no', 'h.cohort', 'c.year_ago_arr')} END AS year_ago_place
  OFFSET 0
) g`;

/** The customer that moved ARR most at constant currency; of equals the one with the smallest id. */
export const largestMove = (position: string): string => `
SELECT customer_id, arr::text AS now, arr_at_prior::text AS now_at_prior, held_arr::text AS prior
FROM ${position} WHERE arr_at_prior <> held_arr
ORDER BY abs(arr_at_prior - held_arr) DESC, customer_id LIMIT 1`;
