import type { Summands } from '../sql/table-names.ts';
import type { KeptTables } from './kept-tables.ts';
import { LARGEST, pinnedPercents, type RankedList, RANKED_LISTS } from '../comparison/ranked-lists.ts';

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

/** The values of rare segments, each with the number of its segment. */
const rareIn = (tables: Summands, { codes, coded }: KeptTables): string => `
SELECT c.code, v.item, v.value FROM (${valuesIn(tables, coded)}) v
CROSS JOIN unnest(v.codes) AS u(code) JOIN ${codes} c ON c.code = u.code AND NOT c.is_common`;

export const addRanked = (kept: KeptTables, fresh: Summands): readonly string[] => [
  `INSERT INTO ${kept.ranked} ${valuesIn(fresh, kept.coded)}`,
  `INSERT INTO ${kept.rare} ${rareIn(fresh, kept)}`,
];

export const removeRanked = (kept: KeptTables, former: Summands): readonly string[] => [
  `DELETE FROM ${kept.ranked} r USING (${valuesIn(former, kept.coded)}) f
WHERE r.codes[1] = f.codes[1] AND r.value = f.value AND r.item = f.item`,
  `DELETE FROM ${kept.rare} r USING (${rareIn(former, kept)}) f
WHERE r.code = f.code AND r.value = f.value AND r.item = f.item`,
];

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

/**
 * A segment with a twentieth of its list is common: its values are found among those of the whole, of which no more than
 * twenty have to be looked at for each. One that is new is rare until the whole is worked out again. An index for each
 * dimension instead made an index entry in each of them of every value that came, for which a take of a large book spent a
 * third of its time.
 */
const COMMON_FROM = 20;

/** Tells the common segments, once their values are counted. */
export const tellCommon = ({ codes, sums }: KeptTables): string => `
UPDATE ${codes} c SET is_common = CASE l.name ${RANKED_LISTS.map(
  ({ name, count }) => `WHEN '${name}' THEN s.${count} * ${COMMON_FROM} >= w.${count}`,
).join(' ')} END
FROM ${NAMES} AS l(name), ${sums} s, ${sums} w
WHERE l.name = c.list AND s.dimension = c.dimension AND s.segment = c.segment AND w.dimension = 1`;

/** Where quantiles were found in the whole, once their segments have numbers. */
export const setPinsFound = ({ pins, codes }: KeptTables): string => `
INSERT INTO ${pins} (code, percent, value, item, below)
SELECT c.code, f.percent, f.value, '', f.below
FROM json_to_recordset($1::json) AS f(list text, dimension integer, segment text, percent integer, value numeric, below bigint)
JOIN ${codes} c ON c.list = f.list AND c.dimension = f.dimension AND c.segment = f.segment`;

const PINNED = RANKED_LISTS.flatMap((list) =>
  pinnedPercents(list).map((percent) => `('${list.name}', ${percent})`),
).join(', ');

/** A quantile of a segment that is new is looked for from the bottom. */
export const setPins = ({ pins, codes }: KeptTables): string => `
INSERT INTO ${pins} SELECT c.code, l.percent, '-Infinity', '', 0
FROM ${codes} c JOIN (VALUES ${PINNED}) AS l(list, percent) ON l.list = c.list
ON CONFLICT (code, percent) DO NOTHING`;

/** Pins of the segments of a list that have values, with the rank that each is to lie at; as `pinnedRank`. */
const sought = ({ codes, sums, pins }: KeptTables, { name, count, largest }: RankedList): string => `
  SELECT c.code, c.dimension, c.segment, c.is_common OR c.dimension = 1 AS is_common, p.percent, p.value, p.item, p.below,
    s.${count}::bigint AS count, CASE WHEN p.percent = ${LARGEST} THEN greatest(s.${count}::bigint - ${largest - 1}, 1)
      ELSE ((s.${count}::bigint - 1) * p.percent) / 100 + 1 END AS rank
  FROM ${codes} c JOIN ${sums} s ON s.dimension = c.dimension AND s.segment = c.segment
  JOIN ${pins} p ON p.code = c.code
  WHERE c.list = '${name}' AND s.${count} > 0`;

/**
 * The value of a rank, counted from a pin up or down: as many steps as values came and went before it. Behind it the value
 * next to it, or all that are larger.
 */
const foundIn = (values: string, own: string): string => `
CROSS JOIN LATERAL (
  (SELECT r.value, r.item FROM ${values} r
   WHERE t.rank > t.below AND ${own} AND (r.value, r.item) >= (t.value, t.item)
   ORDER BY r.value, r.item OFFSET greatest(t.rank - t.below - 1, 0) LIMIT 1)
  UNION ALL
  (SELECT r.value, r.item FROM ${values} r
   WHERE t.rank <= t.below AND ${own} AND (r.value, r.item) < (t.value, t.item)
   ORDER BY r.value DESC, r.item DESC OFFSET greatest(t.below - t.rank, 0) LIMIT 1)
) f CROSS JOIN LATERAL (
  SELECT array_agg(n.value::text ORDER BY n.value) AS values FROM (
    SELECT r.value FROM ${values} r WHERE ${own} AND (r.value, r.item) >= (f.value, f.item)
    ORDER BY r.value, r.item LIMIT CASE WHEN t.percent = ${LARGEST} THEN t.count - t.rank + 1 ELSE least(t.count - t.rank + 1, 2) END
  ) n
) v`;

/** An ordered walk through the index, where the planner might rather sort what it takes to be a few values. */
export const [WALK, WALK_NO_MORE] = [
  'SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off',
  'SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_bitmapscan TO DEFAULT',
];

/** Moves the pins of a list to where its quantiles lie now, and reads them with the values next to them. */
export const advancePins = (kept: KeptTables, list: RankedList): string => `
WITH sought AS MATERIALIZED (${sought(kept, list)}
), whole AS MATERIALIZED (
  SELECT code FROM ${kept.codes} WHERE list = '${list.name}' AND dimension = 1
), found AS MATERIALIZED (
  SELECT t.*, f.value AS found_value, f.item AS found_item, v.values
  FROM (SELECT s.*, w.code AS whole FROM sought s CROSS JOIN whole w WHERE s.is_common) t
  ${foundIn(kept.ranked, 'r.codes[1] = t.whole AND r.codes[t.dimension] = t.code')}
  UNION ALL
  SELECT t.*, f.value, f.item, v.values
  FROM (SELECT s.*, s.code AS whole FROM sought s WHERE NOT s.is_common) t
  ${foundIn(kept.rare, 'r.code = t.code')}
), moved AS (
  UPDATE ${kept.pins} p SET value = f.found_value, item = f.found_item, below = f.rank - 1
  FROM found f WHERE p.code = f.code AND p.percent = f.percent
)
SELECT dimension, segment, rank::int, values FROM found`;
