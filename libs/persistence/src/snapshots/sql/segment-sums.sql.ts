/**
 * What a comparison comes to by segment. Every sum is one of parts that do not depend on each other, so that what a
 * customer adds can be taken away again: sums of the whole book, less those of some customers as they stood, plus those
 * of the same customers as they stand now, are the sums of the whole book now.
 */

const sum = (value: string): string => `sum(${value})`;

/** What a cell sums up of its customers: they stand in the same places, and were active on the same days. */
const CELL: Readonly<Record<string, string>> = {
  logos: '1',
  arr: 'p.arr',
  arr_at_prior: 'p.arr_at_prior',
  arr_at_year_ago: 'p.arr_at_year_ago',
  prior_arr: 'p.prior_arr',
  year_ago_arr: 'p.year_ago_arr',
  given_arr: 'p.given_arr',
  received_arr: 'p.received_arr',
  held_arr: 'p.held_arr',
  year_held_arr: 'p.year_held_arr',
  gross_arr: 'p.gross_arr',
  acv: 'p.acv',
  contracted_acv: 'p.contracted_acv',
  expected_usage: 'p.expected_usage',
  contracts: 'p.contracts',
  square: 'p.arr * p.arr',
  kept_at_most: 'least(p.held_arr, p.arr_at_prior)',
  year_kept_at_most: 'least(p.year_held_arr, p.arr_at_year_ago)',
  expansion_logos: '(p.arr_at_prior > p.held_arr)::int',
  expansion_arr: 'greatest(p.arr_at_prior - p.held_arr, 0)',
  contraction_logos: '(p.arr_at_prior < p.held_arr)::int',
  contraction_arr: 'least(p.arr_at_prior - p.held_arr, 0)',
  price: 'coalesce(d.price, 0)',
  quantity: 'coalesce(d.quantity, 0)',
  discount: 'coalesce(d.discount, 0)',
};

/**
 * On which side of a comparison a cell counts: in its place of today, of the prior day, of the year-ago one; `held` and
 * `year_held` with what changed hands since; `placed` as for mix and rate.
 */
type Side = 'now' | 'prior' | 'held' | 'year_ago' | 'year_held' | 'placed';

const BOTH = 'c.is_active AND c.held_place IS NOT NULL';
const STAYED = `${BOTH} AND c.segment = c.held_segment`;
const CAME = 'c.is_active AND c.held_place IS NULL';

/** A standing: how many customers, and what they come to. */
const standing = (name: string, side: Side, where: string, arr: string, logos = 'c.logos') =>
  ({ [`${name}_logos`]: [side, logos, where], [`${name}_arr`]: [side, arr, where] }) as const;

/** Of each sum: on which side of the comparison, of which part of a cell, and of which cells. */
const OF_CUSTOMERS: Readonly<Record<string, readonly [Side, string, string]>> = {
  ...standing('now', 'now', 'c.is_active', 'c.arr'),
  contracts: ['now', 'c.contracts', 'c.is_active'],
  gross_arr: ['now', 'c.gross_arr', 'c.is_active'],
  acv: ['now', 'c.acv', 'c.is_active'],
  contracted_acv: ['now', 'c.contracted_acv', 'c.is_active'],
  expected_usage: ['now', 'c.expected_usage', 'true'],
  sum_of_squares: ['now', 'c.square', 'c.is_active'],
  now_at_prior: ['now', 'c.arr_at_prior', 'c.is_active'],
  ...standing('new', 'now', `${CAME} AND NOT c.was_active`, 'c.arr'),
  ...standing('reactivation', 'now', `${CAME} AND c.was_active`, 'c.arr'),
  ...standing('moved_in', 'now', `${BOTH} AND c.segment <> c.held_segment`, 'c.held_arr'),
  ...standing('expansion', 'now', BOTH, 'c.expansion_arr', 'c.expansion_logos'),
  ...standing('contraction', 'now', BOTH, 'c.contraction_arr', 'c.contraction_logos'),
  fx: ['now', 'c.arr - c.arr_at_prior', BOTH],
  ...standing('remaining', 'now', STAYED, 'c.arr'),
  remaining_prior: ['now', 'c.held_arr', STAYED],
  remaining_at_prior: ['now', 'c.arr_at_prior', STAYED],
  price: ['now', 'c.price', STAYED],
  quantity: ['now', 'c.quantity', STAYED],
  discount: ['now', 'c.discount', STAYED],
  ...standing('opening', 'prior', 'true', 'c.prior_arr'),
  transferred_out_arr: ['prior', '-c.given_arr', 'true'],
  transferred_out_logos: ['prior', 'c.logos', 'c.held_place IS NULL'],
  ...standing('held', 'held', 'true', 'c.held_arr'),
  transferred_in_arr: ['held', 'c.received_arr', 'true'],
  transferred_in_logos: ['held', 'c.logos', 'c.prior_place IS NULL'],
  kept: ['held', 'c.arr_at_prior', 'true'],
  kept_at_most: ['held', 'c.kept_at_most', 'true'],
  ...standing('churn', 'held', 'NOT c.is_active', '-c.held_arr'),
  ...standing('moved_out', 'held', 'c.is_active AND c.segment <> c.held_segment', '-c.held_arr'),
  ...standing('year_ago', 'year_ago', 'true', 'c.year_ago_arr'),
  ...standing('year_held', 'year_held', 'true', 'c.year_held_arr'),
  year_kept: ['year_held', 'c.arr_at_year_ago', 'true'],
  year_kept_at_most: ['year_held', 'c.year_kept_at_most', 'true'],
  year_churn_logos: ['year_held', 'c.logos', 'NOT c.is_active'],
  ...standing('placed', 'placed', 'c.is_active', 'c.arr'),
};

const IS_BOOKING = `c.kind = 'booking'`;
const IS_REPLACEMENT = `c.kind = 'replacement'`;

/** Sums of what is dated in the period: of which part, and of which kind. */
const OF_DATED: Readonly<Record<string, readonly [string, string]>> = {
  charges: ['c.count', `c.kind = 'charge'`],
  one_time: ['c.amount', `c.kind = 'charge'`],
  bookings: ['c.count', IS_BOOKING],
  bookings_acv: ['c.amount', IS_BOOKING],
  bookings_contracted_acv: ['c.contracted_acv', IS_BOOKING],
  bookings_tcv: ['c.tcv', IS_BOOKING],
  bookings_net_value: ['c.net_value', IS_BOOKING],
  bookings_gross_value: ['c.gross_value', IS_BOOKING],
  bookings_terms: ['c.terms', IS_BOOKING],
  bookings_cycles: ['c.cycles', IS_BOOKING],
  replacements: ['c.count', IS_REPLACEMENT],
  replacements_acv: ['c.amount', IS_REPLACEMENT],
};

const DATED_SUMS = Object.keys(OF_DATED);
export const SUMS: readonly string[] = [...Object.keys(OF_CUSTOMERS), ...DATED_SUMS];

export const createSums = (sums: string, onCommit: string): string => `
CREATE TEMPORARY TABLE IF NOT EXISTS ${sums} (
  dimension integer NOT NULL,
  segment text COLLATE "C" NOT NULL,
  ${SUMS.map((name) => `${name} numeric NOT NULL DEFAULT 0`).join(', ')},
  PRIMARY KEY (dimension, segment)
) ${onCommit}`;

/** Adds to what stands; a segment that is new begins with nothing. */
const added = (sums: string, names: readonly string[], source: string): string => `
INSERT INTO ${sums} AS s (dimension, segment, ${names.join(', ')})
${source}
ON CONFLICT (dimension, segment) DO UPDATE SET
  ${names.map((name) => `${name} = s.${name} + excluded.${name}`).join(', ')}`;

/** Where rows are taken from, and by what each counts: 1, or -1 where it is taken away. */
export type Signed = Readonly<{ rows: string; sign: 1 | -1 }>;

const signed = (value: string, sign: Signed['sign']): string => (sign === 1 ? sum(value) : `-${sum(value)}`);

export const CREATE_CELL = `
CREATE TEMPORARY TABLE IF NOT EXISTS cell (
  is_active boolean NOT NULL, was_active boolean NOT NULL, place bigint, prior_place bigint, year_ago_place bigint,
  held_place bigint, year_held_place bigint,
  ${Object.keys(CELL)
    .map((name) => `${name} numeric NOT NULL`)
    .join(', ')}
) ON COMMIT DELETE ROWS`;

/**
 * A book of a million contracts has some thousand cells. From them the sums of every dimension follow, where grouping the
 * customers for each would take that many times as long.
 */
export const fillCells = (position: Signed, driver: string): string => `
INSERT INTO cell
SELECT p.arr > 0, p.was_active, p.place, p.prior_place, p.year_ago_place, p.held_place, p.year_held_place,
  ${Object.values(CELL)
    .map((value) => signed(value, position.sign))
    .join(', ')}
FROM ${position.rows} p LEFT JOIN ${driver} d ON d.customer_id = p.customer_id
GROUP BY p.arr > 0, p.was_active, p.place, p.prior_place, p.year_ago_place, p.held_place, p.year_held_place`;

export const PLACES_OF_CELLS = `
SELECT place FROM cell UNION SELECT prior_place FROM cell UNION SELECT year_ago_place FROM cell`;

/** In which segment of a dimension a cell counts on each side. */
const OWN: Readonly<Record<Side, string>> = {
  now: 'n.segments[d.dimension]',
  prior: 'p.segments[d.dimension]',
  held: 'h.segments[d.dimension]',
  year_ago: 'y.segments[d.dimension]',
  year_held: 'z.segments[d.dimension]',
  placed: 'CASE WHEN c.is_active THEN coalesce(p.segments[d.dimension], n.segments[d.dimension]) END',
};

const addSide = (sums: string, places: string, side: Side): string => {
  const own = Object.entries(OF_CUSTOMERS).filter(([, [of]]) => of === side);
  const total = ([, [, value, where]]: (typeof own)[number]): string =>
    `coalesce(sum(${value})${where === 'true' ? '' : ` FILTER (WHERE ${where})`}, 0)`;
  return added(
    sums,
    own.map(([name]) => name),
    `SELECT c.dimension, c.own, ${own.map(total).join(', ')}
FROM (
  SELECT c.*, d.dimension, ${OWN[side]} AS own, n.segments[d.dimension] AS segment, h.segments[d.dimension] AS held_segment
  FROM cell c LEFT JOIN ${places} n ON n.place = c.place LEFT JOIN ${places} p ON p.place = c.prior_place
  LEFT JOIN ${places} h ON h.place = c.held_place
  LEFT JOIN ${places} y ON y.place = c.year_ago_place LEFT JOIN ${places} z ON z.place = c.year_held_place
  CROSS JOIN generate_series(1, $1::int) AS d(dimension)
) c
WHERE c.own IS NOT NULL
GROUP BY c.dimension, c.own`,
  );
};

const SIDES: readonly Side[] = ['now', 'prior', 'held', 'year_ago', 'year_held', 'placed'];

/** One statement a side: each sums up what counts there, and no more. $1: how many dimensions there are. */
export const addCells = (sums: string, places: string): readonly string[] =>
  SIDES.map((side) => addSide(sums, places, side));

/** $1: how many dimensions there are. */
export const addDated = (sums: string, places: string, { rows, sign }: Signed): string =>
  added(
    sums,
    DATED_SUMS,
    `WITH c AS MATERIALIZED (
  SELECT d.place, d.kind, ${signed('1', sign)} AS count, ${signed('d.amount', sign)} AS amount,
    ${['contracted_acv', 'tcv', 'net_value', 'gross_value'].map((name) => `coalesce(${signed(`d.${name}`, sign)}, 0) AS ${name}`).join(', ')},
    ${signed('(d.term_months IS NOT NULL)::int', sign)} AS terms, ${signed('(d.cycle_days IS NOT NULL)::int', sign)} AS cycles
  FROM ${rows} d GROUP BY d.place, d.kind
)
SELECT d.dimension, p.segments[d.dimension],
  ${Object.values(OF_DATED)
    .map(([value, where]) => `coalesce(sum(${value}) FILTER (WHERE ${where}), 0)`)
    .join(', ')}
FROM c JOIN ${places} p ON p.place = c.place CROSS JOIN generate_series(1, $1::int) AS d(dimension)
GROUP BY d.dimension, p.segments[d.dimension]`,
  );

export const readSums = (sums: string): string => `
SELECT dimension, segment, ${SUMS.map((name) => `${name}::text AS ${name}`).join(', ')} FROM ${sums}`;
