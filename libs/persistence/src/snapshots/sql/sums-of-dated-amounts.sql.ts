import { addSums, total } from './add-sums.sql.ts';
import { type Signed, signedSum } from './cells.sql.ts';
import { listed, sql } from './sql.ts';

const IS_ONE_TIME_LINE = `dated.kind = 'one_time_line'`;
const IS_BOOKING = `dated.kind = 'booking'`;
const IS_REPLACEMENT = `dated.kind = 'replacement'`;

/** Each sum of dated amounts, with the amount that it adds up and the kind. */
const OF_DATED_AMOUNTS: Readonly<Record<string, readonly [amount: string, kind: string]>> = {
  one_time_lines: ['dated.count', IS_ONE_TIME_LINE],
  one_time_amount: ['dated.amount', IS_ONE_TIME_LINE],
  bookings: ['dated.count', IS_BOOKING],
  bookings_acv: ['dated.amount', IS_BOOKING],
  bookings_contracted_acv: ['dated.contracted_acv', IS_BOOKING],
  bookings_tcv: ['dated.tcv', IS_BOOKING],
  bookings_net_value: ['dated.net_value', IS_BOOKING],
  bookings_gross_value: ['dated.gross_value', IS_BOOKING],
  bookings_with_term: ['dated.with_term', IS_BOOKING],
  bookings_with_sales_cycle: ['dated.with_sales_cycle', IS_BOOKING],
  replacements: ['dated.count', IS_REPLACEMENT],
  replacements_acv: ['dated.amount', IS_REPLACEMENT],
};

/** Parameter 1 is the number of dimensions. */
export const addDatedAmounts = (sums: string, segmentSet: string, { rows, sign }: Signed): string => sql`
-- Sums of bookings, replacements and one-time lines by segment (definitions, section 7: Bookings, one_time_total).
${addSums(
  sums,
  Object.keys(OF_DATED_AMOUNTS),
  sql`
WITH dated AS MATERIALIZED (
  SELECT
    amount.segment_set_id,
    amount.kind,
    ${signedSum('1', sign)} AS count,
    ${signedSum('amount.amount', sign)} AS amount,
    ${listed(['contracted_acv', 'tcv', 'net_value', 'gross_value'].map((name) => `coalesce(${signedSum(`amount.${name}`, sign)}, 0) AS ${name}`))},
    ${signedSum('(amount.term_months IS NOT NULL)::int', sign)} AS with_term,
    ${signedSum('(amount.sales_cycle_days IS NOT NULL)::int', sign)} AS with_sales_cycle
  FROM ${rows} AS amount
  GROUP BY amount.segment_set_id, amount.kind
)
SELECT
  dimension.number,
  segment_set.segments[dimension.number],
  ${listed(Object.entries(OF_DATED_AMOUNTS).map(([name, [amount, kind]]) => `${total(amount, kind)} AS ${name}`))}
FROM dated
JOIN ${segmentSet} AS segment_set ON segment_set.segment_set_id = dated.segment_set_id
CROSS JOIN generate_series(1, $1::int) AS dimension(number)
GROUP BY dimension.number, segment_set.segments[dimension.number]`,
)}`;

export const SUMS_OF_DATED_AMOUNTS = Object.keys(OF_DATED_AMOUNTS);
