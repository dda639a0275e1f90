import { RATES } from './position.sql.ts';

/** The dimension whose segments are summed up: its place in the arrays, from 1. */
const BY = '[$1]';

const BOTH = `arr > 0 AND prior_arr > 0`;
const STAYED = `${BOTH} AND prior_segments${BY} = segments${BY}`;
const CAME = `arr > 0 AND prior_arr = 0`;

const sum = (value: string, where: string): string => `coalesce(sum(${value}) FILTER (WHERE ${where}), 0)::text`;
const count = (where: string): string => `(count(*) FILTER (WHERE ${where}))::int`;
/** A standing: how many customers, and what they come to. */
const standing = (name: string, value: string, where: string): string =>
  `${count(where)} AS ${name}_logos, ${sum(value, where)} AS ${name}_arr`;

/** What stands in each segment today, what moved into it, and those that stayed. */
export const BY_NOW = `
SELECT segments${BY} AS segment, ${standing('now', 'arr', 'arr > 0')}, ${sum('contracts', 'arr > 0')} AS contracts,
  ${sum('gross_arr', 'arr > 0')} AS gross_arr, ${sum('acv', 'arr > 0')} AS acv,
  ${sum('contracted_acv', 'arr > 0')} AS contracted_acv, sum(expected_usage)::text AS expected_usage,
  ${sum('arr * arr', 'arr > 0')} AS sum_of_squares, ${sum('arr_at_prior', 'arr > 0')} AS now_at_prior,
  ${standing('new', 'arr', `${CAME} AND NOT was_active`)},
  ${standing('reactivation', 'arr', `${CAME} AND was_active`)},
  ${standing('moved_in', 'prior_arr', `${BOTH} AND prior_segments${BY} <> segments${BY}`)},
  ${standing('expansion', 'arr_at_prior - prior_arr', `${BOTH} AND arr_at_prior > prior_arr`)},
  ${standing('contraction', 'arr_at_prior - prior_arr', `${BOTH} AND arr_at_prior < prior_arr`)},
  ${sum('arr - arr_at_prior', BOTH)} AS fx,
  ${standing('remaining', 'arr', STAYED)}, ${sum('prior_arr', STAYED)} AS remaining_prior,
  ${sum('arr_at_prior', STAYED)} AS remaining_at_prior
FROM position WHERE segments IS NOT NULL GROUP BY segments${BY}`;

/** What stood in each segment on the prior day, and what became of it. */
export const BY_PRIOR = `
SELECT prior_segments${BY} AS segment, ${standing('opening', 'prior_arr', 'true')}, ${sum('arr_at_prior', 'true')} AS kept,
  ${sum('least(prior_arr, arr_at_prior)', 'true')} AS kept_at_most, ${standing('churn', '-prior_arr', 'arr = 0')},
  ${standing('moved_out', '-prior_arr', `arr > 0 AND prior_segments${BY} <> segments${BY}`)}
FROM position WHERE prior_arr > 0 GROUP BY prior_segments${BY}`;

export const BY_YEAR_AGO = `
SELECT year_ago_segments${BY} AS segment, ${standing('opening', 'year_ago_arr', 'true')},
  ${sum('arr_at_year_ago', 'true')} AS kept, ${sum('least(year_ago_arr, arr_at_year_ago)', 'true')} AS kept_at_most,
  ${standing('churn', '-year_ago_arr', 'arr = 0')}
FROM position WHERE year_ago_arr > 0 GROUP BY year_ago_segments${BY}`;

export const BY_PLACED = `
SELECT placed${BY} AS segment, ${standing('placed', 'arr', 'true')} FROM position WHERE arr > 0 GROUP BY placed${BY}`;

/**
 * The ARR of the customers whose ranks the quantiles need, and of the ten largest. Postgres' own percentile_cont is
 * floating point. Ranks count from 1; (n - 1) * 25 / 100 is a division of whole numbers.
 */
export const RANKED = `
SELECT segment, rank::int, n::int, arr::text FROM (
  SELECT segments${BY} AS segment, arr, row_number() OVER (PARTITION BY segments${BY} ORDER BY arr) AS rank,
    count(*) OVER (PARTITION BY segments${BY}) AS n
  FROM position WHERE arr > 0
) ranked
WHERE rank > n - 10
  OR rank - 1 IN ((n - 1) * 25 / 100, (n - 1) * 25 / 100 + 1, (n - 1) / 2, (n - 1) / 2 + 1,
    (n - 1) * 75 / 100, (n - 1) * 75 / 100 + 1, (n - 1) * 90 / 100, (n - 1) * 90 / 100 + 1)`;

/** The customer that moved ARR most at constant currency; of equals the one with the smallest id. */
export const LARGEST_MOVE = `
SELECT customer_id, arr::text AS now, arr_at_prior::text AS now_at_prior, prior_arr::text AS prior
FROM position WHERE arr_at_prior <> prior_arr
ORDER BY abs(arr_at_prior - prior_arr) DESC, customer_id LIMIT 1`;

/** Changed customers with their segments and their products on both days, in the order of their ids. */
const changedAmong = (page: string): string => `
WITH page AS (
  SELECT p.customer_id, p.segments, p.prior_segments
  FROM changed c JOIN position p ON p.customer_id = c.customer_id
  WHERE p.arr > 0 AND p.prior_arr > 0 AND ${page}
)
SELECT page.customer_id, page.segments, page.prior_segments,
  json_agg(json_build_array(c.side, c.currency, c.prior_rate::text, s.products)) AS lines
FROM page
JOIN counted c ON c.customer_id = page.customer_id AND c.side IN (0, 1)
JOIN contract_span s ON s.contract_id = c.contract_id AND s.valid_from = c.valid_from
GROUP BY page.customer_id, page.segments, page.prior_segments
ORDER BY page.customer_id`;

/** A page of the customers active both times that changed. */
export const CHANGED_PAGE = changedAmong('c.customer_id > $1 ORDER BY c.customer_id LIMIT $2');

/** Those of them that are named. */
export const CHANGED_NAMED = changedAmong('c.customer_id = ANY($1)');

/**
 * Whose a contract's amount is on the measured day ($1): its governing event's customer where that states terms, else
 * that of the event which states the amount. And whether the contract, where active, has a currency with a rate.
 */
const OWNER_ON_DAY = `
  LEFT JOIN contract_span n ON n.contract_id = a.contract_id AND n.valid_from <= $1 AND n.valid_to > $1
  JOIN contract k ON k.contract_id = a.contract_id
  LEFT JOIN LATERAL (
    SELECT entry ->> 5 AS customer_id FROM jsonb_array_elements(k.timeline) entry
    WHERE entry ->> 0 <= $1::text ORDER BY entry ->> 0 DESC LIMIT 1
  ) governing ON true
  LEFT JOIN position p ON p.arr > 0 AND p.customer_id = coalesce(governing.customer_id, a.customer_id)`;

const HAS_RATE = `(n.currency IS NULL OR n.currency IN (SELECT currency FROM rate))`;

/** One-time lines dated from $2 to the measured day, each converted and rounded, by the segments of its customer. */
export const CHARGES = `
WITH rate AS MATERIALIZED (${RATES})
SELECT coalesce(p.segments, $3::text[]) AS segments, sum(round10(a.amount * r.now))::text AS amount
FROM one_time_charge a JOIN rate r ON r.currency = a.currency ${OWNER_ON_DAY}
WHERE a.date BETWEEN $2 AND $1 AND ${HAS_RATE}
GROUP BY coalesce(p.segments, $3::text[])`;

/** Contracts booked from $2 to the measured day, at its rates, with the segments of their customers. */
export const BOOKINGS = `
WITH rate AS MATERIALIZED (${RATES})
SELECT coalesce(p.segments, $3::text[]) AS segments, a.is_replacement, round10(a.acv * r.now)::text AS acv,
  round10(a.contracted_acv * r.now)::text AS contracted_acv, round10(a.tcv * r.now)::text AS tcv,
  (a.net_value * r.now)::text AS net_value, (a.gross_value * r.now)::text AS gross_value,
  a.term_months::text AS term_months, a.booked_on - a.opened_on AS cycle_days
FROM booking a JOIN rate r ON r.currency = a.currency ${OWNER_ON_DAY}
WHERE a.booked_on BETWEEN $2 AND $1 AND ${HAS_RATE}`;

/** What would count but has no rate: contracts on any of the days, one-time lines and bookings of the period ($4 on). */
export const LEFT_OUT = `
SELECT count(DISTINCT contract_id)::int AS contracts, array_agg(DISTINCT currency) AS currencies FROM (
  SELECT s.contract_id, s.currency
  FROM (VALUES ($1::date), ($2::date), ($3::date)) AS d(day)
  JOIN contract_span s ON s.valid_from <= d.day AND s.valid_to > d.day
  UNION ALL
  SELECT c.contract_id, c.currency FROM one_time_charge c WHERE c.date BETWEEN $4 AND $1
  UNION ALL
  SELECT b.contract_id, b.currency FROM booking b WHERE b.booked_on BETWEEN $4 AND $1
) used WHERE currency <> ALL($5::text[])`;

/** Contracts active on the day whose creation has not arrived; by contract_creation_missing. */
export const CREATION_MISSING = `
SELECT count(*)::int AS contracts FROM contract k
JOIN contract_span s ON s.contract_id = k.contract_id AND s.valid_from <= $1 AND s.valid_to > $1
WHERE k.creations = '[]'`;
