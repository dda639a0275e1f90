import type { Policy } from '@app/domain';

/**
 * Where every customer stands on the days of a comparison: side 1 is the measured day, 0 the prior one, -1 the year-ago
 * one. `segments` is its segment in each dimension; a customer without ARR stands in `(none)`.
 */
export const CREATE_POSITION = `
CREATE TEMPORARY TABLE IF NOT EXISTS position (
  side integer NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  arr numeric NOT NULL,
  gross_arr numeric NOT NULL,
  acv numeric NOT NULL,
  contracted_acv numeric NOT NULL,
  expected_usage numeric NOT NULL,
  contracts integer NOT NULL,
  segments text[] COLLATE "C" NOT NULL
) ON COMMIT DELETE ROWS`;

export const CLEAR_POSITION = 'DELETE FROM position';

/** A text as an SQL literal: names of attributes and labels of bands are the policy's, not ours. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The label of the period that holds a first active day; as `periodOf` in the domain. */
const cohort = ({ cohortGrain, fiscalYearStartMonth }: Policy): string => {
  const shifted = `(k.first_active - make_interval(months => ${fiscalYearStartMonth - 1}))`;
  const fiscalYear = `(extract(year FROM ${shifted})::int + ${fiscalYearStartMonth === 1 ? 0 : 1})`;
  switch (cohortGrain) {
    case 'month':
      return `to_char(k.first_active, 'YYYY-MM')`;
    case 'quarter':
      return `${fiscalYear} || '-Q' || extract(quarter FROM ${shifted})::int`;
    case 'year':
      return `${fiscalYear}::text`;
  }
};

const band = ({ bands }: Policy): string => {
  const cases = bands
    .toSorted((a, b) => b.from.comparedTo(a.from))
    .map(({ label, from }) => `WHEN c.arr >= ${from.toFixed()} THEN ${literal(label)}`);
  return `CASE ${cases.join(' ')} END`;
};

/** The dimensions of a policy, in the order of `segments`. */
export const dimensionsOf = ({ dimensions }: Policy): readonly string[] => ['all', ...dimensions, 'cohort', 'acv_band'];

const segmentsOf = (policy: Policy): string => {
  const attributes = policy.dimensions.map((name) => `coalesce(nullif(c.attributes ->> ${literal(name)}, ''), '(none)')`);
  return `ARRAY['all', ${[...attributes, cohort(policy), band(policy)].join(', ')}]`;
};

/** Parameters: the measured, prior and year-ago day; currencies with their rates on each. */
export const RATES = `SELECT * FROM unnest($4::text[], $5::numeric[], $6::numeric[], $7::numeric[]) AS r(currency, now, prior, year_ago)`;

const DAYS = `(VALUES (1, $1::date), (0, $2::date), (-1, $3::date)) AS d(side, day)`;

/**
 * Definitions, section 6. `standing`: the contracts active on each day. `left_out`: those that another active contract
 * of the same customer renews; of two that renew each other the larger id stays. A contract counts where its currency
 * has a rate, and where that of the measured day has one, so that it is left out of both sides of a comparison.
 */
export const fillPosition = (policy: Policy): string => `
INSERT INTO position
WITH rate AS MATERIALIZED (${RATES}),
standing AS MATERIALIZED (
  SELECT d.side, s.contract_id, s.customer_id, s.currency, s.arr, s.gross_arr, s.acv, s.contracted_acv,
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
), counted AS (
  SELECT s.side, s.customer_id, s.contract_id, s.arr > 0 AS has_arr, s.attributes, f.rate,
    CASE WHEN f.rate = 1 THEN s.arr ELSE round10(s.arr * f.rate) END AS arr,
    CASE WHEN f.rate = 1 THEN s.gross_arr ELSE round10(s.gross_arr * f.rate) END AS gross_arr,
    CASE WHEN f.rate = 1 THEN s.acv ELSE round10(s.acv * f.rate) END AS acv,
    CASE WHEN f.rate = 1 THEN s.contracted_acv ELSE round10(s.contracted_acv * f.rate) END AS contracted_acv,
    CASE WHEN f.rate = 1 THEN s.expected_usage ELSE round10(s.expected_usage * f.rate) END AS expected_usage
  FROM standing s
  JOIN rate r ON r.currency = s.currency
  CROSS JOIN LATERAL (SELECT CASE s.side WHEN 1 THEN r.now WHEN 0 THEN r.prior ELSE r.year_ago END AS rate) f
  LEFT JOIN standing n ON s.side < 1 AND n.side = 1 AND n.contract_id = s.contract_id
  LEFT JOIN left_out l ON l.side = s.side AND l.contract_id = s.contract_id
  WHERE l.contract_id IS NULL AND (n.currency IS NULL OR n.currency IN (SELECT currency FROM rate))
), customers AS (
  SELECT side, customer_id, sum(arr) AS arr, sum(gross_arr) AS gross_arr, sum(acv) AS acv,
    sum(contracted_acv) AS contracted_acv, sum(expected_usage) AS expected_usage,
    (count(*) FILTER (WHERE has_arr))::int AS contracts,
    (array_agg(attributes ORDER BY arr DESC, contract_id))[1] AS attributes
  FROM counted GROUP BY side, customer_id
)
SELECT c.side, c.customer_id, c.arr, c.gross_arr, c.acv, c.contracted_acv, c.expected_usage, c.contracts,
  CASE WHEN c.arr > 0 THEN ${segmentsOf(policy)} ELSE ${noneOf(policy)} END
FROM customers c LEFT JOIN customer k ON k.customer_id = c.customer_id`;

/** Who is not active stands in `all`, and in `(none)` of every other dimension. */
const noneOf = (policy: Policy): string =>
  `ARRAY['all', ${dimensionsOf(policy)
    .slice(1)
    .map(() => `'(none)'`)
    .join(', ')}]`;

const eachDimension = (count: number, column: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => column(i + 1));

const groupingSets = (count: number, array: string): string =>
  eachDimension(count, (k) => `(side, ${array}[${k}])`).join(', ');

/** Which dimension a row of the grouping sets is of, from 1, and its segment. */
const groupName = (count: number, array: string): string =>
  `CASE ${eachDimension(count, (k) => `WHEN GROUPING(${array}[${k}]) = 0 THEN ${k}`).join(' ')} END AS dimension,
  coalesce(${eachDimension(count, (k) => `${array}[${k}]`).join(', ')}) AS segment`;

/** The sums of every segment on every side, in one pass. */
export const segmentSums = (count: number): string => `
SELECT side, ${groupName(count, 'segments')},
  (count(*) FILTER (WHERE arr > 0))::int AS logos, sum(arr)::text AS arr,
  coalesce(sum(contracts) FILTER (WHERE arr > 0), 0)::int AS contracts,
  coalesce(sum(gross_arr) FILTER (WHERE arr > 0), 0)::text AS gross_arr,
  coalesce(sum(acv) FILTER (WHERE arr > 0), 0)::text AS acv,
  coalesce(sum(contracted_acv) FILTER (WHERE arr > 0), 0)::text AS contracted_acv,
  sum(expected_usage)::text AS expected_usage, sum(arr * arr)::text AS sum_of_squares
FROM position GROUP BY GROUPING SETS (${groupingSets(count, 'segments')})`;

/**
 * The ARR of the customers whose ranks the quantiles need, and of the ten largest. Postgres' own percentile_cont is
 * floating point. Ranks count from 1; (n - 1) * 25 / 100 is a division of whole numbers.
 */
export const RANKED = `
SELECT segment, rank::int, n::int, arr::text FROM (
  SELECT segments[$1] AS segment, arr,
    row_number() OVER (PARTITION BY segments[$1] ORDER BY arr) AS rank,
    count(*) OVER (PARTITION BY segments[$1]) AS n
  FROM position WHERE side = 1 AND arr > 0
) ranked
WHERE rank > n - 10
  OR rank - 1 IN ((n - 1) * 25 / 100, (n - 1) * 25 / 100 + 1, (n - 1) / 2, (n - 1) / 2 + 1,
    (n - 1) * 75 / 100, (n - 1) * 75 / 100 + 1, (n - 1) * 90 / 100, (n - 1) * 90 / 100 + 1)`;

/** One-time lines dated from $2 to the measured day, $1, by the segment of their customer; converted line by line. */
export const chargeSums = (count: number): string => `
WITH rate AS MATERIALIZED (${RATES}),
charge AS (
  SELECT 1 AS side, coalesce(p.segments, $3::text[]) AS segments, round10(c.amount * r.now) AS amount
  FROM one_time_charge c
  JOIN contract k ON k.contract_id = c.contract_id
  JOIN rate r ON r.currency = c.currency
  LEFT JOIN contract_span n ON n.contract_id = c.contract_id AND n.valid_from <= $1 AND n.valid_to > $1
  LEFT JOIN LATERAL (
    SELECT entry ->> 5 AS customer_id FROM jsonb_array_elements(k.timeline) entry
    WHERE entry ->> 0 <= $1::text ORDER BY entry ->> 0 DESC LIMIT 1
  ) governing ON true
  LEFT JOIN position p ON p.side = 1 AND p.arr > 0 AND p.customer_id = coalesce(governing.customer_id, c.customer_id)
  WHERE c.date BETWEEN $2 AND $1 AND (n.currency IS NULL OR n.currency IN (SELECT currency FROM rate))
)
SELECT ${groupName(count, 'segments')}, sum(amount)::text AS amount
FROM charge GROUP BY GROUPING SETS (${groupingSets(count, 'segments')})`;

/** Currencies without a rate of what a snapshot would otherwise count. */
export const MISSING_FX = `
SELECT DISTINCT currency FROM (
  SELECT s.currency FROM ${DAYS} JOIN contract_span s ON s.valid_from <= d.day AND s.valid_to > d.day
  UNION ALL
  SELECT c.currency FROM one_time_charge c WHERE c.date BETWEEN $4 AND $1
) used WHERE currency <> ALL($5::text[]) ORDER BY currency`;
