import type { Policy } from '@app/domain';
import type { Among } from './compared-days.sql.ts';
import { cohortNumber } from './segments-of-customer.sql.ts';
import { SUMMED_COLUMNS, measureColumns, SUMMED_MEASURES } from './measures.ts';
import { INACTIVE, segmentSetId } from './segment-sets.sql.ts';
import { listed, sql } from './sql.ts';

export const createCustomerPosition = (position: string, onCommit: string): string => sql`
-- One row for each customer that has a contract on a compared day.
CREATE TEMPORARY TABLE IF NOT EXISTS ${position} (
  customer_id text COLLATE "C" NOT NULL,
  -- A1, and the same contracts at the rates of the days that it is compared with.
  arr numeric NOT NULL,
  arr_at_prior_rate numeric NOT NULL,
  arr_at_year_ago_rate numeric NOT NULL,
  -- A0 of the prior and of the year-ago day, at the rates of then.
  prior_arr numeric NOT NULL,
  year_ago_arr numeric NOT NULL,
  -- Contracts that changed hands since the prior day, by their ARR of then.
  given_arr numeric NOT NULL DEFAULT 0,
  received_arr numeric NOT NULL DEFAULT 0,
  -- A0*: the ARR of then less what the customer gave plus what it received. All movements are measured from it.
  base_arr numeric NOT NULL,
  year_ago_base_arr numeric NOT NULL,
  ${measureColumns()},
  active_contracts integer NOT NULL,
  -- The customer was active on the prior day or on any day before it.
  was_active_before boolean NOT NULL,
  -- It has other spans than on the prior day, so its ARR may have changed.
  has_changed_spans boolean NOT NULL,
  -- 0 if it has a contract but is not active; null if it has none.
  segment_set_id bigint,
  -- Null if the customer was not active then.
  prior_segment_set_id bigint,
  year_ago_segment_set_id bigint,
  -- Of the base: the set of then, or that of now if the customer had nothing then; null if the base is 0.
  base_segment_set_id bigint,
  year_ago_base_segment_set_id bigint
) ${onCommit}`;

/** The condition on the spans that a measure adds up, by its `contracts`. */
const COUNTS_IN: Readonly<Record<(typeof SUMMED_MEASURES)[number]['contracts'], string>> = {
  all: 'day_span.counts_now',
  with_arr: 'day_span.counts_now AND day_span.has_arr',
};

const counted = (column: string, on: string): string => `CASE WHEN ${on} THEN day_span.${column} ELSE 0 END`;

const summed = (column: string, on: string): string => `coalesce(sum(day_span.${column}) FILTER (WHERE ${on}), 0)`;

/** The amounts of a customer. `amount` says how one is read from its spans: from a single span, or as a sum. */
const amounts = (amount: typeof counted): string =>
  listed([
    `${amount('arr', 'day_span.counts_now')} AS arr`,
    `${amount('arr_at_prior_rate', 'day_span.counts_now')} AS arr_at_prior_rate`,
    `${amount('arr_at_year_ago_rate', 'day_span.counts_now')} AS arr_at_year_ago_rate`,
    `${amount('arr_at_prior_rate', 'day_span.counts_prior')} AS prior_arr`,
    `${amount('arr_at_year_ago_rate', 'day_span.counts_year_ago')} AS year_ago_arr`,
    ...SUMMED_MEASURES.map(({ name, contracts }) => `${amount(name, COUNTS_IN[contracts])} AS ${name}`),
  ]);

/** Each span is looked up once: looking up three sets for each customer took longer. */
const IN_ATTRIBUTE_SET = 'JOIN attribute_set ON attribute_set.attribute_segments = day_span.attribute_segments';

const ONE_SPAN = sql`
-- A customer with one span, as most are: its amounts without a sum.
SELECT
  day_span.customer_id,
  ${amounts(counted)},
  (day_span.counts_now AND day_span.has_arr)::int AS active_contracts,
  day_span.counts_now AS has_contract_now,
  day_span.counts_now <> day_span.counts_prior AS has_changed_spans,
  attribute_set.attribute_set_id,
  attribute_set.attribute_set_id AS prior_attribute_set_id,
  attribute_set.attribute_set_id AS year_ago_attribute_set_id
FROM day_span
${IN_ATTRIBUTE_SET}
LEFT JOIN customer_with_several_spans AS several ON several.customer_id = day_span.customer_id
WHERE several.customer_id IS NULL`;

/** The attributes of the contract with the largest ARR in the reporting currency; ties go to the smallest id. */
const ofPrimaryContract = (arr: string, on: string): string => sql`
(array_agg(attribute_set.attribute_set_id ORDER BY day_span.${arr} DESC, day_span.contract_id)
  FILTER (WHERE day_span.${on}))[1]`;

const SEVERAL_SPANS = sql`
-- The other customers: their amounts are added up, and the primary contract gives the attributes.
SELECT
  day_span.customer_id,
  ${amounts(summed)},
  (count(*) FILTER (WHERE day_span.counts_now AND day_span.has_arr))::int AS active_contracts,
  bool_or(day_span.counts_now) AS has_contract_now,
  bool_or(day_span.counts_now <> day_span.counts_prior) AS has_changed_spans,
  ${ofPrimaryContract('arr', 'counts_now')} AS attribute_set_id,
  ${ofPrimaryContract('arr_at_prior_rate', 'counts_prior')} AS prior_attribute_set_id,
  ${ofPrimaryContract('arr_at_year_ago_rate', 'counts_year_ago')} AS year_ago_attribute_set_id
FROM day_span
${IN_ATTRIBUTE_SET}
JOIN customer_with_several_spans AS several ON several.customer_id = day_span.customer_id
GROUP BY day_span.customer_id`;

/** OFFSET 0 makes the planner look few customers up one by one; otherwise it would read all of them. */
const CUSTOMER: Readonly<Record<Among, string>> = {
  all: 'LEFT JOIN customer ON customer.customer_id = amounts.customer_id',
  touched: sql`
LEFT JOIN LATERAL (
  SELECT own.first_active FROM customer AS own WHERE own.customer_id = amounts.customer_id OFFSET 0
) AS customer ON true`,
};

const setId = (policy: Policy, attributes: string, arr: string): string =>
  segmentSetId(policy, { attributes: `amounts.${attributes}`, cohort: 'cohort.number', arr });

/** Parameter 1 is the prior day. A customer that is not active has no ARR at the rates of then. */
export const fillCustomerPositions = (position: string, policy: Policy, among: Among): string => sql`
-- The amounts of every customer on the compared days, and its segments (definitions, section 6: a customer is active
-- if the ARR of its contracts adds up to more than 0; its attributes are those of the primary contract, its cohort is
-- that of its first active day, its band goes by its ARR). By the primary key of customer.
INSERT INTO ${position} (
  customer_id,
  arr,
  arr_at_prior_rate,
  arr_at_year_ago_rate,
  prior_arr,
  year_ago_arr,
  base_arr,
  year_ago_base_arr,
  ${listed(SUMMED_COLUMNS)},
  active_contracts,
  was_active_before,
  has_changed_spans,
  segment_set_id,
  prior_segment_set_id,
  year_ago_segment_set_id,
  base_segment_set_id,
  year_ago_base_segment_set_id
)
WITH amounts AS (
  ${ONE_SPAN}
  UNION ALL
  ${SEVERAL_SPANS}
)
SELECT
  amounts.customer_id,
  amounts.arr,
  CASE WHEN amounts.arr > 0 THEN amounts.arr_at_prior_rate ELSE 0 END AS arr_at_prior_rate,
  CASE WHEN amounts.arr > 0 THEN amounts.arr_at_year_ago_rate ELSE 0 END AS arr_at_year_ago_rate,
  amounts.prior_arr,
  amounts.year_ago_arr,
  amounts.prior_arr AS base_arr,
  amounts.year_ago_arr AS year_ago_base_arr,
  ${listed(SUMMED_COLUMNS.map((name) => `amounts.${name}`))},
  amounts.active_contracts,
  coalesce(customer.first_active <= $1::date, false) AS was_active_before,
  amounts.has_changed_spans,
  CASE
    WHEN amounts.arr > 0 THEN ${setId(policy, 'attribute_set_id', 'amounts.arr')}
    WHEN amounts.has_contract_now THEN ${INACTIVE}
  END AS segment_set_id,
  earlier.prior_segment_set_id,
  earlier.year_ago_segment_set_id,
  earlier.prior_segment_set_id AS base_segment_set_id,
  earlier.year_ago_segment_set_id AS year_ago_base_segment_set_id
FROM amounts
${CUSTOMER[among]}
-- OFFSET 0: the number of a cohort is calculated once for each customer, not once for each of its segment sets.
CROSS JOIN LATERAL (
  SELECT ${cohortNumber(policy, 'customer.first_active')} AS number OFFSET 0
) AS cohort
CROSS JOIN LATERAL (
  SELECT
    CASE
      WHEN amounts.prior_arr > 0 THEN ${setId(policy, 'prior_attribute_set_id', 'amounts.prior_arr')}
    END AS prior_segment_set_id,
    CASE
      WHEN amounts.year_ago_arr > 0 THEN ${setId(policy, 'year_ago_attribute_set_id', 'amounts.year_ago_arr')}
    END AS year_ago_segment_set_id
  OFFSET 0
) AS earlier`;

export const largestMove = (position: string): string => sql`
-- The customer that moved ARR most at constant currency; ties go to the smallest id (definitions, section 8:
-- single_deal_swing). Kept comparisons have an index in this order.
SELECT
  customer_id,
  arr::text AS now,
  arr_at_prior_rate::text AS now_at_prior_rate,
  base_arr::text AS base
FROM ${position}
WHERE arr_at_prior_rate <> base_arr
ORDER BY abs(arr_at_prior_rate - base_arr) DESC, customer_id
LIMIT 1`;
