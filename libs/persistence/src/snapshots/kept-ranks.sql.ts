import type { Policy } from '@app/domain';
import type { ComparisonTables } from './comparison-tables.ts';
import { dimensionsOf } from './dimensions.sql.ts';
import type { KeptTables } from './kept-tables.ts';
import { type RankedList, RANKED_LISTS } from './ranked-lists.ts';

/** Values that go (-1) and values that come (1), of every list. */
const movedValues = (former: ComparisonTables, fresh: ComparisonTables): string =>
  RANKED_LISTS.flatMap((list) =>
    ([[former, -1] as const, [fresh, 1] as const] as const).map(
      ([tables, sign]) => `SELECT '${list.name}' AS list, v.*, ${sign} AS sign FROM (${list.rows(tables)}) v`,
    ),
  ).join('\nUNION ALL ');

/** How many values lie before each pin, once some went and others came. $1: how many dimensions there are. */
export const shiftPins = (kept: KeptTables, former: ComparisonTables, fresh: ComparisonTables): string => `
WITH moved AS MATERIALIZED (
  SELECT v.list, d.dimension, p.segments[d.dimension] AS segment, v.value, v.item, v.sign
  FROM (${movedValues(former, fresh)}) v JOIN ${kept.places} p ON p.place = v.place
  CROSS JOIN generate_series(1, $1::int) AS d(dimension)
), shift AS (
  SELECT p.list, p.dimension, p.segment, p.percent, sum(m.sign) AS by
  FROM ${kept.pins} p JOIN moved m ON m.list = p.list AND m.dimension = p.dimension AND m.segment = p.segment
    AND (m.value, m.item) < (p.value, p.item)
  GROUP BY p.list, p.dimension, p.segment, p.percent
)
UPDATE ${kept.pins} p SET below = p.below + s.by FROM shift s
WHERE p.list = s.list AND p.dimension = s.dimension AND p.segment = s.segment AND p.percent = s.percent`;

/** Of customers, and of what is dated in the period by contract. */
export const removeRanked = ({ ranked }: KeptTables): readonly string[] => [
  `DELETE FROM ${ranked} r USING touched_customer t WHERE r.list = 'arr' AND r.item = t.customer_id`,
  ...RANKED_LISTS.filter(({ name }) => name !== 'arr').map(
    ({ name }) => `DELETE FROM ${ranked} r USING touched_contract t WHERE r.list = '${name}' AND r.item = t.contract_id`,
  ),
];

export const addRanked = ({ ranked, places }: KeptTables, fresh: ComparisonTables): readonly string[] =>
  RANKED_LISTS.map(
    (list) => `INSERT INTO ${ranked}
SELECT '${list.name}', v.item, v.value, p.segments FROM (${list.rows(fresh)}) v JOIN ${places} p ON p.place = v.place`,
  );

/** A quantile of a segment that is new is looked for from the bottom. */
export const setPins = ({ pins, sums }: KeptTables): readonly string[] =>
  RANKED_LISTS.map(
    ({ name, count, percents }) => `
INSERT INTO ${pins} SELECT '${name}', s.dimension, s.segment, p.percent, '-Infinity', '', 0
FROM ${sums} s CROSS JOIN unnest(ARRAY[${percents.join(', ')}]) AS p(percent) WHERE s.${count} > 0
ON CONFLICT (list, dimension, segment, percent) DO NOTHING`,
  );

/** The value of a rank, counted from a pin up or down: as many steps as values came and went before it. */
const foundIn = ({ pins, sums, ranked }: KeptTables, { name, count }: RankedList, dimension: number): string => {
  const own = `r.list = '${name}' AND r.segments[${dimension}] = t.segment`;
  return `
SELECT t.*, f.value AS found_value, f.item AS found_item, (
    SELECT r.value FROM ${ranked} r WHERE ${own} AND (r.value, r.item) > (f.value, f.item)
    ORDER BY r.value, r.item LIMIT 1
  ) AS upper
FROM (
  SELECT p.list, p.dimension, p.segment, p.percent, p.value, p.item, p.below,
    ((s.${count}::bigint - 1) * p.percent) / 100 + 1 AS rank
  FROM ${pins} p JOIN ${sums} s ON s.dimension = p.dimension AND s.segment = p.segment
  WHERE p.list = '${name}' AND p.dimension = ${dimension} AND s.${count} > 0
) t CROSS JOIN LATERAL (
  (SELECT r.value, r.item FROM ${ranked} r
   WHERE t.rank > t.below AND ${own} AND (r.value, r.item) >= (t.value, t.item)
   ORDER BY r.value, r.item OFFSET greatest(t.rank - t.below - 1, 0) LIMIT 1)
  UNION ALL
  (SELECT r.value, r.item FROM ${ranked} r
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
  FROM found f
  WHERE p.list = f.list AND p.dimension = f.dimension AND p.segment = f.segment AND p.percent = f.percent
)
SELECT dimension, segment, rank::int, found_value::text AS value, upper::text FROM found`;

/** The largest values of a list in each segment. */
export const largestRanked = (
  { ranked, sums }: KeptTables,
  { name, count, largest }: RankedList,
  policy: Policy,
): string =>
  dimensionsOf(policy)
    .map(
      (_, i) => `
SELECT s.dimension, s.segment, (s.${count} - l.nth + 1)::int AS rank, l.value::text AS value
FROM ${sums} s CROSS JOIN LATERAL (
  SELECT x.value, row_number() OVER (ORDER BY x.value DESC, x.item DESC) AS nth FROM (
    SELECT r.value, r.item FROM ${ranked} r WHERE r.list = '${name}' AND r.segments[${i + 1}] = s.segment
    ORDER BY r.value DESC, r.item DESC LIMIT ${largest}
  ) x
) l WHERE s.dimension = ${i + 1} AND s.${count} > 0`,
    )
    .join('\nUNION ALL\n');
