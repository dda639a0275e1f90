import { SUMMED_COLUMNS } from './measures.ts';
import { listed, sql } from './sql.ts';

/** The columns by which customers are grouped into cells. */
const KEYS: Readonly<Record<string, string>> = {
  is_active: 'position.arr > 0',
  was_active_before: 'position.was_active_before',
  segment_set_id: 'position.segment_set_id',
  prior_segment_set_id: 'position.prior_segment_set_id',
  year_ago_segment_set_id: 'position.year_ago_segment_set_id',
  base_segment_set_id: 'position.base_segment_set_id',
  year_ago_base_segment_set_id: 'position.year_ago_base_segment_set_id',
};

/** The sums of a cell over its customers. */
const OF_ALL: Readonly<Record<string, string>> = {
  logos: '1',
  arr: 'position.arr',
  arr_at_prior_rate: 'position.arr_at_prior_rate',
  arr_at_year_ago_rate: 'position.arr_at_year_ago_rate',
  prior_arr: 'position.prior_arr',
  year_ago_arr: 'position.year_ago_arr',
  base_arr: 'position.base_arr',
  year_ago_base_arr: 'position.year_ago_base_arr',
  ...Object.fromEntries(SUMMED_COLUMNS.map((name) => [name, `position.${name}`])),
  active_contracts: 'position.active_contracts',
  squared_arr: 'position.arr * position.arr',
  retained_without_growth_arr: 'least(position.base_arr, position.arr_at_prior_rate)',
  year_ago_retained_without_growth_arr: 'least(position.year_ago_base_arr, position.arr_at_year_ago_rate)',
};

/**
 * The sums that a customer adds 0 to if it has the spans of the prior day: the same contracts are worth the same at the
 * same rates. Few customers changed, and leaving out the others takes a quarter less time.
 */
const OF_CHANGED: Readonly<Record<string, string>> = {
  given_arr: 'position.given_arr',
  received_arr: 'position.received_arr',
  expansion_logos: '(position.arr_at_prior_rate > position.base_arr)::int',
  expansion_arr: 'greatest(position.arr_at_prior_rate - position.base_arr, 0)',
  contraction_logos: '(position.arr_at_prior_rate < position.base_arr)::int',
  contraction_arr: 'least(position.arr_at_prior_rate - position.base_arr, 0)',
  price: 'driver.price',
  quantity: 'driver.quantity',
  discount: 'driver.discount',
};

const AMOUNTS: readonly string[] = [...Object.keys(OF_ALL), ...Object.keys(OF_CHANGED)];

export const CREATE_CELL = sql`
-- One row for all customers that are in the same segment sets and were active on the same days.
CREATE TEMPORARY TABLE IF NOT EXISTS cell (
  is_active boolean NOT NULL,
  was_active_before boolean NOT NULL,
  segment_set_id bigint,
  prior_segment_set_id bigint,
  year_ago_segment_set_id bigint,
  base_segment_set_id bigint,
  year_ago_base_segment_set_id bigint,
  -- Sums over its customers.
  ${listed(AMOUNTS.map((name) => `${name} numeric NOT NULL`))}
) ON COMMIT DELETE ROWS`;

/** A table of rows, and the sign with which its rows count: 1 adds them, -1 subtracts them. */
export type Signed = Readonly<{ rows: string; sign: 1 | -1 }>;

export const signedSum = (value: string, sign: Signed['sign']): string => `${sign === 1 ? '' : '-'}sum(${value})`;

const ofChanged = (value: string, sign: Signed['sign']): string =>
  `coalesce(${signedSum(value, sign)} FILTER (WHERE position.has_changed_spans), 0)`;

/**
 * A book of a million contracts has some thousand cells. The sums of every dimension are added up from the cells,
 * because grouping the customers once for each dimension would take as many times as long.
 */
export const fillCells = ({ rows: position, sign }: Signed, driver: string): string => sql`
-- Customers grouped once by all that decides in which sums they count (definitions, section 7: movements, retention)${
  sign === 1 ? '.' : ';\n-- these are subtracted, so every sum is negative.'
}
INSERT INTO cell
SELECT
  ${listed(Object.entries(KEYS).map(([name, value]) => (value.endsWith(name) ? value : `${value} AS ${name}`)))},
  ${listed(Object.entries(OF_ALL).map(([name, value]) => `${signedSum(value, sign)} AS ${name}`))},
  ${listed(Object.entries(OF_CHANGED).map(([name, value]) => `${ofChanged(value, sign)} AS ${name}`))}
FROM ${position} AS position
LEFT JOIN ${driver} AS driver ON driver.customer_id = position.customer_id
GROUP BY
  ${listed(Object.values(KEYS))}`;

/** The sets of the base are among these, so they are not listed. */
export const SEGMENT_SETS_OF_CELLS = sql`
SELECT segment_set_id FROM cell
UNION
SELECT prior_segment_set_id FROM cell
UNION
SELECT year_ago_segment_set_id FROM cell`;
