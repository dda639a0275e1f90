import type { Policy } from '@app/domain';
import type { Summands } from './comparison-tables.ts';
import { dimensionsOf } from './dimensions.sql.ts';
import type { KeptTables } from './kept-tables.ts';
import { type RankedList, RANKED_LISTS } from './ranked-lists.ts';

const NAMES = `unnest(ARRAY[${RANKED_LISTS.map(({ name }) => `'${name}'`).join(', ')}])`;

/** Numbers for the segments of places that are new. $1: how many dimensions there are. */
export const addCodes = ({ places, codes, coded }: KeptTables): readonly string[] => {
  const all = `
FROM ${places} p CROSS JOIN ${NAMES} AS l(list) CROSS JOIN generate_series(1, $1::int) AS d(dimension)`;
  const isNew = `NOT EXISTS (SELECT FROM ${coded} k WHERE k.place = p.place AND k.list = l.list)`;
  return [
    `INSERT INTO ${codes} (list, dimension, segment)
SELECT DISTINCT l.list, d.dimension, p.segments[d.dimension] ${all} WHERE ${isNew}
ON CONFLICT (list, dimension, segment) DO NOTHING`,
    `INSERT INTO ${coded}
SELECT l.list, p.place, array_agg(c.code ORDER BY d.dimension) ${all}
JOIN ${codes} c ON c.list = l.list AND c.dimension = d.dimension AND c.segment = p.segments[d.dimension]
WHERE ${isNew} GROUP BY l.list, p.place`,
  ];
};

/** The values of every list, with the numbers of their segments. */
const valuesIn = (tables: Summands, coded: string): string =>
  RANKED_LISTS.map(
    (list) => `
SELECT v.item, v.value, k.codes FROM (${list.rows(tables)}) v
JOIN ${coded} k ON k.place = v.place AND k.list = '${list.name}'`,
  ).join('\nUNION ALL');

export const addRanked = ({ ranked, coded }: KeptTables, fresh: Summands): string =>
  `INSERT INTO ${ranked} ${valuesIn(fresh, coded)}`;

/** By the index of the first dimension, in which all of them stand. */
export const removeRanked = ({ ranked, coded }: KeptTables, former: Summands): string => `
DELETE FROM ${ranked} r USING (${valuesIn(former, coded)}) f
WHERE r.codes[1] = f.codes[1] AND r.value = f.value AND r.item = f.item`;

/** How many values lie before each pin, once some went and others came. $1: how many dimensions there are. */
export const shiftPins = ({ pins, coded }: KeptTables, former: Summands, fresh: Summands): string => `
WITH moved AS MATERIALIZED (
  SELECT v.codes[d.dimension] AS code, v.value, v.item, v.sign
  FROM (
    SELECT *, -1 AS sign FROM (${valuesIn(former, coded)}) gone
    UNION ALL SELECT *, 1 FROM (${valuesIn(fresh, coded)}) come
  ) v CROSS JOIN generate_series(1, $1::int) AS d(dimension)
), shift AS (
  SELECT p.code, p.percent, sum(m.sign) AS by
  FROM moved m JOIN ${pins} p ON p.code = m.code AND (m.value, m.item) < (p.value, p.item)
  GROUP BY p.code, p.percent
)
UPDATE ${pins} p SET below = p.below + s.by FROM shift s WHERE p.code = s.code AND p.percent = s.percent`;

/** Where quantiles were found in the whole, once their segments have numbers. */
export const setPinsFound = ({ pins, codes }: KeptTables): string => `
INSERT INTO ${pins} (code, percent, value, item, below)
SELECT c.code, f.percent, f.value, '', f.below
FROM json_to_recordset($1::json) AS f(list text, dimension integer, segment text, percent integer, value numeric, below bigint)
JOIN ${codes} c ON c.list = f.list AND c.dimension = f.dimension AND c.segment = f.segment`;

const PERCENTS = RANKED_LISTS.flatMap(({ name, percents }) =>
  percents.map((percent) => `('${name}', ${percent})`),
).join(', ');

/** A quantile of a segment that is new is looked for from the bottom. */
export const setPins = ({ pins, codes }: KeptTables): string => `
INSERT INTO ${pins} SELECT c.code, l.percent, '-Infinity', '', 0
FROM ${codes} c JOIN (VALUES ${PERCENTS}) AS l(list, percent) ON l.list = c.list
ON CONFLICT (code, percent) DO NOTHING`;

/** The segments of a list in a dimension that have values, and how many. */
const countsOf = ({ codes, sums }: KeptTables, { name, count }: RankedList, dimension: number): string => `
  SELECT c.code, c.dimension, c.segment, s.${count}::bigint AS count
  FROM ${codes} c JOIN ${sums} s ON s.dimension = c.dimension AND s.segment = c.segment
  WHERE c.list = '${name}' AND c.dimension = ${dimension} AND s.${count} > 0`;

/** The value of a rank, counted from a pin up or down: as many steps as values came and went before it. */
const foundIn = (kept: KeptTables, list: RankedList, dimension: number): string => {
  const own = `r.codes[${dimension}] = t.code`;
  return `
SELECT t.*, f.value AS found_value, f.item AS found_item, (
    SELECT r.value FROM ${kept.ranked} r WHERE ${own} AND (r.value, r.item) > (f.value, f.item)
    ORDER BY r.value, r.item LIMIT 1
  ) AS upper
FROM (
  SELECT c.code, c.dimension, c.segment, p.percent, p.value, p.item, p.below, ((c.count - 1) * p.percent) / 100 + 1 AS rank
  FROM (${countsOf(kept, list, dimension)}) c JOIN ${kept.pins} p ON p.code = c.code
) t CROSS JOIN LATERAL (
  (SELECT r.value, r.item FROM ${kept.ranked} r
   WHERE t.rank > t.below AND ${own} AND (r.value, r.item) >= (t.value, t.item)
   ORDER BY r.value, r.item OFFSET greatest(t.rank - t.below - 1, 0) LIMIT 1)
  UNION ALL
  (SELECT r.value, r.item FROM ${kept.ranked} r
   WHERE t.rank <= t.below AND ${own} AND (r.value, r.item) < (t.value, t.item)
   ORDER BY r.value DESC, r.item DESC OFFSET greatest(t.below - t.rank, 0) LIMIT 1)
) f`;
};

/** Moves the pins of a list to where its quantiles lie now, and reads them with the values next to them. */
export const advancePins = (kept: KeptTables, list: RankedList, policy: Policy): string => `
WITH found AS MATERIALIZED (
  ${dimensionsOf(policy)
    .map((_, i) => foundIn(kept, list, i + 1))
    .join('\nUNION ALL\n')}
), moved AS (
  UPDATE ${kept.pins} p SET value = f.found_value, item = f.found_item, below = f.rank - 1
  FROM found f WHERE p.code = f.code AND p.percent = f.percent
)
SELECT dimension, segment, rank::int, found_value::text AS value, upper::text FROM found`;

/** The largest values of a list in each segment. */
export const largestRanked = (kept: KeptTables, list: RankedList, policy: Policy): string =>
  dimensionsOf(policy)
    .map(
      (_, i) => `
SELECT c.dimension, c.segment, (c.count - l.nth + 1)::int AS rank, l.value::text AS value
FROM (${countsOf(kept, list, i + 1)}) c CROSS JOIN LATERAL (
  SELECT x.value, row_number() OVER (ORDER BY x.value DESC, x.item DESC) AS nth FROM (
    SELECT r.value, r.item FROM ${kept.ranked} r WHERE r.codes[${i + 1}] = c.code
    ORDER BY r.value DESC, r.item DESC LIMIT ${list.largest}
  ) x
) l`,
    )
    .join('\nUNION ALL\n');
