import { type SpanColumn, spansOn } from '../../runs/spans-of-runs.sql.ts';
import { sql } from '../sql/sql.ts';

/** What is read of the spans of the day, $1. */
const COLUMNS = ['contract_id', 'customer_id', 'currency', 'arr', 'renews'] as const;

const ON_DAY = spansOn('$1::date', COLUMNS);

/** All spans of the day, or `active_span`, which has those of some customers. */
type Spans = 'all' | 'active_span';

const relation = (spans: Spans): string => (spans === 'all' ? ON_DAY : spans);

/** The rates $3 of the currencies $2. */
export const RATED = sql`
rated AS (
  SELECT *
  FROM unnest($2::text[], $3::numeric[]) AS rated(currency, rate)
)`;

/**
 * Contracts that another one of their customer replaces; of two that renew each other the larger id stays. OFFSET 0 makes
 * the planner look the replaced ones up one by one by primary key.
 */
export const leftOut = (spans: Spans): string => sql`
successor AS MATERIALIZED (
  SELECT span.contract_id, span.customer_id, named.renewed_contract_id
  FROM ${relation(spans)} AS span
  CROSS JOIN LATERAL unnest(span.renews) AS named(renewed_contract_id)
  WHERE span.renews IS NOT NULL
    AND span.arr > 0
), left_out AS MATERIALIZED (
  SELECT span.contract_id
  FROM successor
  CROSS JOIN LATERAL (
    SELECT span.contract_id, span.customer_id, span.renews
    FROM ${ON_DAY} AS span
    WHERE span.contract_id = successor.renewed_contract_id
    OFFSET 0
  ) AS span
  WHERE span.customer_id = successor.customer_id
    AND span.contract_id <> successor.contract_id
    AND NOT (
      coalesce(successor.contract_id = ANY(span.renews), false)
      AND span.contract_id > successor.contract_id
    )
)`;

/** The ARR of each customer with an active contract on the day $1, by the rates; null if none of its contracts has one. */
export const customerArr = (spans: Spans): string => sql`
${leftOut(spans)}, summed AS MATERIALIZED (
  SELECT span.customer_id, sum(round10(span.arr * rated.rate)) AS arr
  FROM ${relation(spans)} AS span
  LEFT JOIN rated ON rated.currency = span.currency
  WHERE span.contract_id NOT IN (SELECT contract_id FROM left_out)
  GROUP BY span.customer_id
)`;

/** Changes of the day $1 that no take has read. By change_untaken. */
const UNTAKEN = 'take_id IS NULL AND first_day <= $1::date AND last_day > $1::date';

export const UNTAKEN_CONTRACTS = sql`
touched AS MATERIALIZED (
  SELECT DISTINCT contract_id
  FROM change
  WHERE ${UNTAKEN}
)`;

/** The span on the day $1 of each contract of a table. OFFSET 0 makes the planner look them up one by one by primary key. */
export const spanOfEach = (table: string, columns?: readonly SpanColumn[]): string => sql`
CROSS JOIN LATERAL (
  SELECT *
  FROM ${spansOn('$1::date', columns)} AS own
  WHERE own.contract_id = ${table}.contract_id
  OFFSET 0
) AS span`;

/** The customers of such changes, and all of their spans of the day, also one by one; by span_run_customer. */
export const UNTAKEN_CUSTOMERS = sql`
touched AS MATERIALIZED (
  SELECT DISTINCT unnest(customers) AS customer_id
  FROM change
  WHERE ${UNTAKEN}
), active_span AS MATERIALIZED (
  SELECT span.*
  FROM touched
  CROSS JOIN LATERAL (
    SELECT *
    FROM ${ON_DAY} AS own
    WHERE own.customer_id = touched.customer_id
    OFFSET 0
  ) AS span
)`;
