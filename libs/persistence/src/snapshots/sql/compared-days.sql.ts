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

/** All spans of a touched customer are read again, so those of every touched contract are among them. */
export const spansOf = (among: Among): string => (among === 'all' ? 'contract_span' : 'touched_span');

/** Half-open: a span covers its first day and not its end. */
const covers = (day: string): string => `(span.valid_from <= ${day} AND span.valid_to > ${day})`;

/** The compared days are parameters 1 to 3. A missing day is infinity, which no span covers. */
export const COVERS_NOW = covers('$1::date');
export const COVERS_PRIOR = covers('$2::date');
export const COVERS_YEAR_AGO = covers('$3::date');

export const COVERS_ANY = `(
  ${COVERS_NOW}
  OR ${COVERS_PRIOR}
  OR ${COVERS_YEAR_AGO}
)`;

export const FILL_TOUCHED_SPANS = sql`
-- The spans of touched customers on the compared days, read once. By contract_span_customer.
INSERT INTO touched_span
SELECT span.*
FROM ${touchedOf('contract_span', 'customer', 'span')}
WHERE ${COVERS_ANY}`;
