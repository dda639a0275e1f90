/** What DuckDB gets of the books, as CSV: spans, customers and rates. */
export const EXPORTS = {
  span: `SELECT contract_id, customer_id, valid_from, valid_to, currency, arr, acv, attributes ->> 'tier', attributes ->> 'channel',
    attributes ->> 'region' FROM contract_span`,
  customer: 'SELECT customer_id, first_active FROM customer',
  fx_rate: 'SELECT currency, date, rate FROM fx_rate',
} as const;

export type Exported = keyof typeof EXPORTS;

/** The types of their columns. A rate times an amount has 37 digits, 16 of them decimals. */
const COLUMNS: Readonly<Record<Exported, string>> = {
  span: `{contract_id: 'VARCHAR', customer_id: 'VARCHAR', valid_from: 'DATE', valid_to: 'DATE', currency: 'VARCHAR',
    arr: 'DECIMAL(25,10)', acv: 'DECIMAL(25,10)', tier: 'VARCHAR', channel: 'VARCHAR', region: 'VARCHAR'}`,
  customer: `{customer_id: 'VARCHAR', first_active: 'DATE'}`,
  fx_rate: `{currency: 'VARCHAR', date: 'DATE', rate: 'DECIMAL(12,6)'}`,
};

export const importing = (table: Exported, file: string): string =>
  `CREATE TABLE ${table} AS FROM read_csv('${file}', header = false, columns = ${COLUMNS[table]})`;

/**
 * The minimum work of a month, as `BARE` of the suite `snapshots` is for Postgres: the spans of the compared days by
 * customer, in the reporting currency at the rate of each day, then by each dimension. Every amount is exact. No
 * percentile, movement, driver or booking.
 */
export const MONTH = `
WITH day AS (
  FROM (VALUES ('now', $1::DATE), ('prior', $2::DATE), ('year_ago', $3::DATE)) AS day(side, on_day)
), dated_rate AS (
  SELECT side, on_day, currency, arg_max(rate, date) AS rate
  FROM day JOIN fx_rate ON date <= on_day
  GROUP BY ALL
  UNION ALL
  SELECT side, on_day, 'USD', 1::DECIMAL(12,6) FROM day
), position AS (
  SELECT side, customer_id, contract_id, tier, channel, region,
    round(arr * rate, 10)::DECIMAL(38,10) AS arr, round(acv * rate, 10)::DECIMAL(38,10) AS acv
  FROM dated_rate JOIN span USING (currency)
  WHERE valid_from <= on_day AND on_day < valid_to AND arr > 0
), side AS (
  SELECT side, customer_id, sum(arr) AS arr, sum(acv) AS acv,
    arg_min({tier: tier, channel: channel, region: region}, (-arr, contract_id)) AS attributes
  FROM position
  GROUP BY side, customer_id
), sides AS (
  SELECT customer_id,
    sum(arr) FILTER (side = 'now') AS arr, sum(acv) FILTER (side = 'now') AS acv,
    sum(arr) FILTER (side = 'prior') AS prior, sum(arr) FILTER (side = 'year_ago') AS year_ago,
    arg_min(attributes, side) AS attributes
  FROM side
  GROUP BY customer_id
), segmented AS (
  SELECT arr, acv, prior, year_ago, attributes.tier AS tier, attributes.channel AS channel, attributes.region AS region,
    year(first_active) || '-Q' || quarter(first_active) AS cohort,
    CASE WHEN arr >= 50000 THEN '>=50k' WHEN arr >= 15000 THEN '15k-50k' WHEN arr >= 5000 THEN '5k-15k' WHEN arr > 0 THEN '<5k'
    END AS band
  FROM sides JOIN customer USING (customer_id)
)
SELECT
  CASE GROUPING(tier, channel, region, cohort, band)
    WHEN 15 THEN 'tier' WHEN 23 THEN 'channel' WHEN 27 THEN 'region' WHEN 29 THEN 'cohort' WHEN 30 THEN 'acv_band' ELSE 'all'
  END AS dimension,
  coalesce(tier, channel, region, cohort, band, 'all') AS segment,
  count(arr) AS logos, sum(arr) AS arr, sum(acv) AS acv, count(prior) AS prior_logos, sum(prior) AS prior,
  count(year_ago) AS year_ago_logos, sum(year_ago) AS year_ago
FROM segmented
GROUP BY GROUPING SETS ((), (tier), (channel), (region), (cohort), (band))`;
