import { addSums, total } from './add-sums.sql.ts';
import { SUMMED_MEASURES } from './measures.ts';
import { listed, sql } from './sql.ts';

/**
 * The side of a comparison on which a cell counts. It says whose segment: that of the measured day (`now`), of the
 * prior day, of the base of the comparison with the prior day, of the year-ago day, or of that day's base; `mix` is the
 * segment for mix and rate.
 */
type Side = 'now' | 'prior' | 'base' | 'year_ago' | 'year_ago_base' | 'mix';

/** A sum: its side of the comparison, the amount of a cell that it adds up, and the condition on cells. */
type SumOfCells = readonly [Side, amount: string, cells: string];

/**
 * Whether the customers of a cell are active on both days, in the same (`=`) or in another (`<>`) segment of the
 * dimension.
 */
const both = (operator: '=' | '<>'): string =>
  `cell.is_active AND now_set.segments[dimension.number] ${operator} base_set.segments[dimension.number]`;

/** Conditions on a cell, each named once in a statement: the movements of definitions, section 7. */
const CONDITIONS: Readonly<Record<string, string>> = {
  is_new: 'cell.is_active AND cell.base_segment_set_id IS NULL AND NOT cell.was_active_before',
  is_reactivated: 'cell.is_active AND cell.base_segment_set_id IS NULL AND cell.was_active_before',
  is_active_both_times: 'cell.is_active AND cell.base_segment_set_id IS NOT NULL',
  stays_in_segment: both('='),
  changes_segment: both('<>'),
};

/** A number of customers and their ARR. */
const standing = (
  name: string,
  side: Side,
  { arr, logos = 'cell.logos', of = 'true' }: Readonly<{ arr: string; logos?: string; of?: string }>,
): Readonly<Record<string, SumOfCells>> => ({ [`${name}_logos`]: [side, logos, of], [`${name}_arr`]: [side, arr, of] });

const measures: Readonly<Record<string, SumOfCells>> = Object.fromEntries(
  SUMMED_MEASURES.map(({ name, customers }) => [
    name,
    ['now', `cell.${name}`, customers === 'active' ? 'cell.is_active' : 'true'] as const,
  ]),
);

/** The rules of definitions, section 7: each line is a sum, or a number of customers and their ARR. */
const OF_CELLS: Readonly<Record<string, SumOfCells>> = {
  ...standing('now', 'now', { arr: 'cell.arr', of: 'cell.is_active' }),
  active_contracts: ['now', 'cell.active_contracts', 'cell.is_active'],
  ...measures,
  squared_arr: ['now', 'cell.squared_arr', 'cell.is_active'],
  now_arr_at_prior_rate: ['now', 'cell.arr_at_prior_rate', 'cell.is_active'],
  ...standing('new', 'now', { arr: 'cell.arr', of: 'cell.is_new' }),
  ...standing('reactivation', 'now', { arr: 'cell.arr', of: 'cell.is_reactivated' }),
  ...standing('moved_in', 'now', { arr: 'cell.base_arr', of: 'cell.changes_segment' }),
  ...standing('expansion', 'now', {
    arr: 'cell.expansion_arr',
    logos: 'cell.expansion_logos',
    of: 'cell.is_active_both_times',
  }),
  ...standing('contraction', 'now', {
    arr: 'cell.contraction_arr',
    logos: 'cell.contraction_logos',
    of: 'cell.is_active_both_times',
  }),
  fx_arr: ['now', 'cell.arr - cell.arr_at_prior_rate', 'cell.is_active_both_times'],
  // Customers in the segment on both days: R of the bridge.
  ...standing('remaining', 'now', { arr: 'cell.arr', of: 'cell.stays_in_segment' }),
  remaining_base_arr: ['now', 'cell.base_arr', 'cell.stays_in_segment'],
  remaining_arr_at_prior_rate: ['now', 'cell.arr_at_prior_rate', 'cell.stays_in_segment'],
  price: ['now', 'cell.price', 'cell.stays_in_segment'],
  quantity: ['now', 'cell.quantity', 'cell.stays_in_segment'],
  discount: ['now', 'cell.discount', 'cell.stays_in_segment'],
  ...standing('opening', 'prior', { arr: 'cell.prior_arr' }),
  transferred_out_arr: ['prior', '-cell.given_arr', 'true'],
  transferred_out_logos: ['prior', 'cell.logos', 'cell.base_segment_set_id IS NULL'],
  ...standing('base', 'base', { arr: 'cell.base_arr' }),
  transferred_in_arr: ['base', 'cell.received_arr', 'true'],
  transferred_in_logos: ['base', 'cell.logos', 'cell.prior_segment_set_id IS NULL'],
  retained_arr: ['base', 'cell.arr_at_prior_rate', 'true'],
  retained_without_growth_arr: ['base', 'cell.retained_without_growth_arr', 'true'],
  ...standing('churn', 'base', { arr: '-cell.base_arr', of: 'NOT cell.is_active' }),
  ...standing('moved_out', 'base', { arr: '-cell.base_arr', of: 'cell.changes_segment' }),
  ...standing('year_ago', 'year_ago', { arr: 'cell.year_ago_arr' }),
  ...standing('year_ago_base', 'year_ago_base', { arr: 'cell.year_ago_base_arr' }),
  year_ago_retained_arr: ['year_ago_base', 'cell.arr_at_year_ago_rate', 'true'],
  year_ago_retained_without_growth_arr: ['year_ago_base', 'cell.year_ago_retained_without_growth_arr', 'true'],
  year_ago_churn_logos: ['year_ago_base', 'cell.logos', 'NOT cell.is_active'],
  ...standing('mix', 'mix', { arr: 'cell.arr', of: 'cell.is_active' }),
};

/** The segment of a dimension in which a cell counts on each side. */
const OWN_SEGMENT: Readonly<Record<Side, string>> = {
  now: 'now_set.segments[dimension.number]',
  prior: 'prior_set.segments[dimension.number]',
  base: 'base_set.segments[dimension.number]',
  year_ago: 'year_ago_set.segments[dimension.number]',
  year_ago_base: 'year_ago_base_set.segments[dimension.number]',
  mix: 'CASE WHEN cell.is_active THEN coalesce(prior_set.segments[dimension.number], now_set.segments[dimension.number]) END',
};

/** The sums of each side. */
const ABOUT: Readonly<Record<Side, string>> = {
  now: sql`
-- Customers in their segments of the measured day (definitions, section 7): size, who is new, reactivated or moved in,
-- growth, currency, and the customers that stay, for the bridge.`,
  prior: sql`
-- Customers in their segments of the prior day (definitions, section 7): the opening, and what they gave to others.`,
  base: sql`
-- Customers in the segments of their base (definitions, section 7): retention, churn, who moved out, and what they
-- received.`,
  year_ago: sql`
-- Customers in their segments of the year-ago day (definitions, section 7).`,
  year_ago_base: sql`
-- Customers in the segments of their year-ago base (definitions, section 7): yearly retention.`,
  mix: sql`
-- Active customers for mix and rate (definitions, section 7); those active on both days count in their segment of the
-- prior day.`,
};

const addSide = (sums: string, segmentSet: string, side: Side): string => {
  const own = Object.entries(OF_CELLS).filter(([, [of]]) => of === side);
  return sql`
${ABOUT[side]}
${addSums(
  sums,
  own.map(([name]) => name),
  sql`
SELECT
  cell.dimension,
  cell.own_segment,
  ${listed(own.map(([name, [, amount, cells]]) => `${total(amount, cells)} AS ${name}`))}
FROM (
  SELECT
    cell.*,
    dimension.number AS dimension,
    ${OWN_SEGMENT[side]} AS own_segment,
    ${listed(Object.entries(CONDITIONS).map(([name, condition]) => `${condition} AS ${name}`))}
  FROM cell
  LEFT JOIN ${segmentSet} AS now_set ON now_set.segment_set_id = cell.segment_set_id
  LEFT JOIN ${segmentSet} AS prior_set ON prior_set.segment_set_id = cell.prior_segment_set_id
  LEFT JOIN ${segmentSet} AS base_set ON base_set.segment_set_id = cell.base_segment_set_id
  LEFT JOIN ${segmentSet} AS year_ago_set ON year_ago_set.segment_set_id = cell.year_ago_segment_set_id
  LEFT JOIN ${segmentSet} AS year_ago_base_set ON year_ago_base_set.segment_set_id = cell.year_ago_base_segment_set_id
  CROSS JOIN generate_series(1, $1::int) AS dimension(number)
) AS cell
WHERE cell.own_segment IS NOT NULL
GROUP BY cell.dimension, cell.own_segment`,
)}`;
};

const SIDES: readonly Side[] = ['now', 'prior', 'base', 'year_ago', 'year_ago_base', 'mix'];

/**
 * One statement for each side, which sums up only the cells that count there. Parameter 1 is the number of dimensions.
 */
export const addCells = (sums: string, segmentSet: string): readonly string[] =>
  SIDES.map((side) => addSide(sums, segmentSet, side));

export const SUMS_OF_CELLS = Object.keys(OF_CELLS);
