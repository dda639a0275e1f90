import type { Among } from './compared-days.sql.ts';
import { spansOn } from '../../runs/spans-of-runs.sql.ts';
import { sql } from './sql.ts';
import type { ComparisonTables } from './table-names.ts';

/** Drivers are sent as text, and numeric keeps every digit of it. */
export const createDriver = (driver: string, onCommit: string): string => sql`
-- One row for each customer that is active on both days and has other spans than on the prior day.
CREATE TEMPORARY TABLE IF NOT EXISTS ${driver} (
  customer_id text COLLATE "C" NOT NULL,
  price numeric NOT NULL,
  quantity numeric NOT NULL,
  discount numeric NOT NULL
) ${onCommit}`;

export type ComparedTables = Pick<ComparisonTables, 'position' | 'handedOver'>;

/** Where the lines of spans are read: each span of the whole book by its key, or from the few that were read before. */
const LINES: Readonly<Record<Among, string>> = {
  all: sql`
-- OFFSET 0 makes the planner look the spans up one by one. It would read the lines of the whole book.
CROSS JOIN LATERAL (
  SELECT own.lines
  FROM ${spansOn('compared_span.valid_from', ['contract_id', 'lines'])} AS own
  WHERE own.contract_id = compared_span.contract_id
  OFFSET 0
) AS span`,
  touched: sql`
JOIN touched_span AS span
  ON span.contract_id = compared_span.contract_id
  AND span.valid_from = compared_span.valid_from`,
};

/** `only` is a condition on `position`. */
export const changedLines = (
  { position, handedOver }: ComparedTables,
  { among, only = null }: Readonly<{ among: Among; only?: string | null }>,
): string => sql`
-- The lines of customers that are active on both days and changed, for the drivers of the bridge (definitions, section 7:
-- ACV bridge), in the order of the customers. On the prior day a contract counts for the customer to which it has been
-- handed over since. Begins with these customers, which are few in most months.${among === 'all' ? ' By the primary key of span_run.' : ''}
WITH changed AS MATERIALIZED (
  SELECT position.customer_id
  FROM ${position} AS position
  WHERE position.has_changed_spans
    AND position.arr > 0
    AND position.base_arr > 0${only === null ? '' : `\n    AND ${only}`}
), compared_span AS (
  SELECT
    changed.customer_id,
    day_span.contract_id,
    day_span.valid_from,
    day_span.currency,
    day_span.prior_rate,
    day_span.counts_now,
    day_span.counts_prior AND handed_over.contract_id IS NULL AS counts_prior
  FROM changed
  JOIN day_span ON day_span.customer_id = changed.customer_id
  LEFT JOIN ${handedOver} AS handed_over
    ON handed_over.contract_id = day_span.contract_id
    AND handed_over.valid_from = day_span.valid_from
  UNION ALL
  SELECT
    changed.customer_id,
    day_span.contract_id,
    day_span.valid_from,
    day_span.currency,
    day_span.prior_rate,
    false AS counts_now,
    true AS counts_prior
  FROM changed
  JOIN ${handedOver} AS handed_over ON handed_over.receiver = changed.customer_id
  JOIN day_span
    ON day_span.contract_id = handed_over.contract_id
    AND day_span.valid_from = handed_over.valid_from
    AND day_span.counts_prior
)
SELECT
  compared_span.customer_id,
  compared_span.contract_id,
  compared_span.counts_now,
  compared_span.counts_prior,
  compared_span.currency,
  compared_span.prior_rate::text,
  span.lines
FROM compared_span
${LINES[among]}
WHERE compared_span.counts_now
  OR compared_span.counts_prior
ORDER BY compared_span.customer_id`;

export const storeDrivers = (driver: string): string => sql`
-- Price, quantity and discount by customer, as the domain derives them from its lines; the rest of a change is product.
INSERT INTO ${driver} (customer_id, price, quantity, discount)
SELECT customer_id, price, quantity, discount
FROM json_to_recordset($1::json) AS worked_out(
  customer_id text, price numeric, quantity numeric, discount numeric
)`;
