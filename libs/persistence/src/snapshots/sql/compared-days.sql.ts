import { spansOnDays } from '../../runs/spans-of-runs.sql.ts';
import { measureColumns, SUMMED_MEASURES } from './measures.ts';
import { sql } from './sql.ts';

/** The whole book, or only what was touched since the last take. */
export type Among = 'all' | 'touched';

/**
 * OFFSET 0 makes the planner look the rows up one by one in an index; otherwise it would read all of them in index
 * order.
 */
const touchedOf = (table: string, touched: 'customer' | 'contract', alias: string): string => sql`
touched_${touched} AS touched
CROSS JOIN LATERAL (
  SELECT * FROM ${table} AS own WHERE own.${touched}_id = touched.${touched}_id OFFSET 0
) AS ${alias}`;

export const ofContracts = (table: string, among: Among, alias: string): string =>
  among === 'all' ? `${table} AS ${alias}` : touchedOf(table, 'contract', alias);

/** Parameters 1 to 3. A missing day is infinity, which no run covers. */
const COMPARED_DAYS = { now: '$1::date', prior: '$2::date', year_ago: '$3::date' } as const;

const COLUMNS = [
  'contract_id',
  'customer_id',
  'currency',
  'valid_from',
  'arr',
  ...SUMMED_MEASURES.map(({ name }) => name),
  'attributes',
  'renews',
  'lines',
] as const;

/** The spans on the compared days. All of a touched customer are read again, so those of every touched contract are too. */
export const spansOf = (among: Among): string =>
  among === 'all'
    ? sql`
(
  ${spansOnDays(COMPARED_DAYS, COLUMNS)}
)`
    : 'touched_span';

export const COVERS_NOW = 'span.covers_now';
export const COVERS_PRIOR = 'span.covers_prior';
export const COVERS_YEAR_AGO = 'span.covers_year_ago';

export const CREATE_TOUCHED_SPAN = sql`
-- One row for each span of a touched customer that covers a compared day.
CREATE TEMPORARY TABLE IF NOT EXISTS touched_span (
  contract_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  arr numeric NOT NULL,
  ${measureColumns()},
  attributes jsonb,
  renews text[] COLLATE "C",
  lines text NOT NULL,
  covers_now boolean NOT NULL,
  covers_prior boolean NOT NULL,
  covers_year_ago boolean NOT NULL
) ON COMMIT DELETE ROWS`;

export const FILL_TOUCHED_SPANS = sql`
-- The spans of touched customers on the compared days, read once. By span_run_customer.
INSERT INTO touched_span
${spansOnDays(COMPARED_DAYS, COLUMNS, touchedOf('span_run', 'customer', 'run'))}`;
