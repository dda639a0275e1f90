import type { Policy } from '@app/domain';
import { type Among, COVERS_NOW, COVERS_PRIOR, COVERS_YEAR_AGO, spansOf } from './compared-days.sql.ts';
import { attributeSegments } from './segments-of-customer.sql.ts';
import { SUMMED_COLUMNS, measureColumns } from './measures.ts';
import { listed, sql } from './sql.ts';

/**
 * Most contracts have one span for all three days, so a row for each span makes a third of the rows that a row for each
 * day would make.
 */
export const CREATE_DAY_SPAN = sql`
-- One row for each span of a contract that covers a compared day and has a rate. The rows of the whole book have the
-- same columns in a table that the take makes.
CREATE TEMPORARY TABLE IF NOT EXISTS day_span (
  customer_id text COLLATE "C" NOT NULL,
  contract_id text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  currency text COLLATE "C" NOT NULL,
  -- The rate of the prior day, for the drivers of a change.
  prior_rate numeric NOT NULL,
  -- The contract is active by this span on the measured day, whether it counts then or is left out.
  active_now boolean NOT NULL,
  -- On which of the days the contract counts for its customer by this span.
  counts_now boolean NOT NULL,
  counts_prior boolean NOT NULL,
  counts_year_ago boolean NOT NULL,
  has_arr boolean NOT NULL,
  -- The same ARR at the rates of each day; the other measures are at those of the measured day.
  arr numeric NOT NULL,
  arr_at_prior_rate numeric NOT NULL,
  arr_at_year_ago_rate numeric NOT NULL,
  ${measureColumns()},
  -- Its segments in the attribute dimensions, as the text of an array.
  attribute_segments text COLLATE "C" NOT NULL
) ON COMMIT DELETE ROWS`;

const converted = (amount: string, day: string): string =>
  `CASE WHEN rate.${day} = 1 THEN span.${amount} ELSE round10(span.${amount} * rate.${day}) END`;

const measures = (): string => listed(SUMMED_COLUMNS.map((name) => `${converted(name, 'now')} AS ${name}`));

/** A `LEFT` join keeps the spans in a currency without a rate, with null amounts. */
const daySpans = (policy: Policy, spans: string, rates: string, join: 'JOIN' | 'LEFT JOIN'): string => sql`
SELECT
  span.customer_id,
  span.contract_id,
  span.valid_from,
  span.currency,
  rate.prior AS prior_rate,
  ${COVERS_NOW} AS active_now,
  ${COVERS_NOW} AS counts_now,
  ${COVERS_PRIOR} AS counts_prior,
  ${COVERS_YEAR_AGO} AS counts_year_ago,
  span.arr > 0 AS has_arr,
  ${converted('arr', 'now')} AS arr,
  ${converted('arr', 'prior')} AS arr_at_prior_rate,
  ${converted('arr', 'year_ago')} AS arr_at_year_ago_rate,
  ${measures()},
  ${attributeSegments(policy, 'span.attributes')} AS attribute_segments
FROM ${spans} AS span
${join} ${rates} ON rate.currency = span.currency`;

const fillDaySpans = (policy: Policy): string => sql`
-- The spans of touched customers that count on a compared day, in the reporting currency (definitions, section 6:
-- reporting amount).
INSERT INTO day_span
${daySpans(policy, spansOf('touched'), 'rate', 'JOIN')}`;

const RATES_GIVEN = sql`
(
  SELECT *
  FROM unnest(
    $4::text[],
    $5::numeric[],
    $6::numeric[],
    $7::numeric[]
  ) AS given(currency, now, prior, year_ago)
) AS rate`;

/**
 * Postgres reads in parallel when it creates a table, but not when it fills one, and it never reads a temporary table
 * in parallel. So the rates are parameters 4 to 7. This takes half the time of an insert.
 */
const makeDaySpans = (policy: Policy): string => sql`
-- The spans that count on a compared day, in the reporting currency (definitions, section 6: reporting amount). Reads the
-- whole of span_run, once: those without a rate are listed from here and then removed.
CREATE TEMPORARY TABLE day_span ON COMMIT DROP AS
${daySpans(policy, spansOf('all'), RATES_GIVEN, 'LEFT JOIN')}`;

const DROP_DAY_SPAN = sql`
-- Makes room for the day spans of the whole book: Postgres fills a table in parallel only when it creates it.
DROP TABLE day_span`;

/** The statements, each with the number of its parameters: the days, then one array for each column of the rates. */
export const readDaySpans = (
  policy: Policy,
  among: Among,
): readonly Readonly<{ statement: string; parameters: number }>[] =>
  among === 'touched'
    ? [{ statement: fillDaySpans(policy), parameters: 3 }]
    : [
        { statement: DROP_DAY_SPAN, parameters: 0 },
        { statement: makeDaySpans(policy), parameters: 7 },
      ];

export const CREATE_SEVERAL_SPANS = sql`
-- One row for each customer with more than one row in day_span.
CREATE TEMPORARY TABLE IF NOT EXISTS customer_with_several_spans (
  customer_id text COLLATE "C" NOT NULL
) ON COMMIT DELETE ROWS`;

export const FILL_SEVERAL_SPANS = sql`
-- Customers with more than one of these spans: the others need no adding up.
INSERT INTO customer_with_several_spans
SELECT customer_id
FROM day_span
GROUP BY customer_id
HAVING count(*) > 1`;
