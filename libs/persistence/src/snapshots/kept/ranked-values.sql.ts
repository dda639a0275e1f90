import { type RankedList, RANKED_LISTS } from '../comparison/ranked-lists.ts';
import { sql } from '../sql/sql.ts';
import type { Summands } from '../sql/table-names.ts';
import type { KeptTables } from './kept-tables.ts';

const LISTS = `unnest(ARRAY[${RANKED_LISTS.map(({ name }) => `'${name}'`).join(', ')}])`;

/** Numbers the segments of new segment sets. Parameter 1 is the number of dimensions. */
export const addRankedSegments = (kept: KeptTables): readonly string[] => {
  const ofSets = sql`
FROM ${kept.segmentSet} AS segment_set
CROSS JOIN ${LISTS} AS ranked(list)
CROSS JOIN generate_series(1, $1::int) AS dimension(number)`;
  const isNew = sql`
NOT EXISTS (
  SELECT FROM ${kept.rankedSegmentsOfSet} AS existing
  WHERE existing.segment_set_id = segment_set.segment_set_id AND existing.list = ranked.list
)`;
  return [
    sql`
-- A number for each segment of each ranked list that has none. By the primary key.
INSERT INTO ${kept.rankedSegment} (list, dimension, segment)
SELECT DISTINCT ranked.list, dimension.number, segment_set.segments[dimension.number]
${ofSets}
WHERE ${isNew}
ON CONFLICT (list, dimension, segment) DO NOTHING`,
    sql`
-- The numbers of the segments of each new segment set, in the order of the dimensions. By the primary key.
INSERT INTO ${kept.rankedSegmentsOfSet}
SELECT
  ranked.list,
  segment_set.segment_set_id,
  array_agg(ranked_segment.ranked_segment_id ORDER BY dimension.number) AS ranked_segment_ids
${ofSets}
JOIN ${kept.rankedSegment} AS ranked_segment
  ON ranked_segment.list = ranked.list
  AND ranked_segment.dimension = dimension.number
  AND ranked_segment.segment = segment_set.segments[dimension.number]
WHERE ${isNew}
GROUP BY ranked.list, segment_set.segment_set_id`,
  ];
};

/** The values of every list, with the numbers of their segments. */
const valuesIn = (tables: Summands, rankedSegmentsOfSet: string): string =>
  RANKED_LISTS.map(
    (list) => sql`
SELECT ranked.item, ranked.value, of_set.ranked_segment_ids
FROM (
  ${list.rows(tables)}
) AS ranked
JOIN ${rankedSegmentsOfSet} AS of_set
  ON of_set.segment_set_id = ranked.segment_set_id
  AND of_set.list = '${list.name}'`,
  ).join('\nUNION ALL\n');

/** The values of rare segments, each with the number of its segment. */
const rareIn = (tables: Summands, { rankedSegment, rankedSegmentsOfSet }: KeptTables): string => sql`
SELECT ranked_segment.ranked_segment_id, of_lists.item, of_lists.value
FROM (
  ${valuesIn(tables, rankedSegmentsOfSet)}
) AS of_lists
CROSS JOIN unnest(of_lists.ranked_segment_ids) AS own(ranked_segment_id)
JOIN ${rankedSegment} AS ranked_segment
  ON ranked_segment.ranked_segment_id = own.ranked_segment_id
  AND NOT ranked_segment.is_common`;

export const addRanked = (kept: KeptTables, fresh: Summands): readonly string[] => [
  sql`
-- The values of the ranked lists, for percentiles and the largest (definitions, section 7).
INSERT INTO ${kept.rankedValue}
${valuesIn(fresh, kept.rankedSegmentsOfSet)}`,
  sql`
-- The values of rare segments once more, each with its segment.
INSERT INTO ${kept.rareSegmentValue}
${rareIn(fresh, kept)}`,
];

export const removeRanked = (kept: KeptTables, former: Summands): readonly string[] => [
  sql`
-- Takes the former values out of the ranked lists. By the index on the whole, value and item.
DELETE FROM ${kept.rankedValue} AS ranked
USING (
  ${valuesIn(former, kept.rankedSegmentsOfSet)}
) AS former
WHERE ranked.ranked_segment_ids[1] = former.ranked_segment_ids[1]
  AND ranked.value = former.value
  AND ranked.item = former.item`,
  sql`
-- Takes the former values out of the rare segments. By the index on segment, value and item.
DELETE FROM ${kept.rareSegmentValue} AS rare
USING (
  ${rareIn(former, kept)}
) AS former
WHERE rare.ranked_segment_id = former.ranked_segment_id
  AND rare.value = former.value
  AND rare.item = former.item`,
];

/** Parameter 1 is the number of dimensions. */
export const shiftPins = (
  { quantilePin, rankedSegmentsOfSet }: KeptTables,
  former: Summands,
  fresh: Summands,
): string => sql`
-- How many values lie before each quantile, once some went and others came.
WITH moved AS MATERIALIZED (
  SELECT
    changed_value.ranked_segment_ids[dimension.number] AS ranked_segment_id,
    changed_value.value,
    changed_value.item,
    changed_value.sign
  FROM (
    SELECT *, -1 AS sign
    FROM (
      ${valuesIn(former, rankedSegmentsOfSet)}
    ) AS gone
    UNION ALL
    SELECT *, 1
    FROM (
      ${valuesIn(fresh, rankedSegmentsOfSet)}
    ) AS come
  ) AS changed_value
  CROSS JOIN generate_series(1, $1::int) AS dimension(number)
), shift AS (
  SELECT pin.ranked_segment_id, pin.percent, sum(moved.sign) AS by
  FROM moved
  JOIN ${quantilePin} AS pin
    ON pin.ranked_segment_id = moved.ranked_segment_id
    AND (moved.value, moved.item) < (pin.value, pin.item)
  GROUP BY pin.ranked_segment_id, pin.percent
)
UPDATE ${quantilePin} AS pin
SET values_before = pin.values_before + shift.by
FROM shift
WHERE pin.ranked_segment_id = shift.ranked_segment_id
  AND pin.percent = shift.percent`;

/**
 * A segment with at least a twentieth of the values of a list is common. Its values are found in the index of the
 * whole, by reading at most twenty values for each one found. A new segment is rare until the whole is
 * recalculated. An index for each dimension would need an entry in each of them for every new value; that took a third
 * of the time of a take of a large book.
 */
const COMMON_FROM = 20;

const isCommon = ({ name, count }: RankedList): string =>
  `WHEN '${name}' THEN own.${count} * ${COMMON_FROM} >= whole.${count}`;

export const markCommon = ({ rankedSegment, sums }: KeptTables): string => sql`
-- Which segments are common, once their values are counted.
UPDATE ${rankedSegment} AS ranked_segment
SET is_common = CASE ranked.list
  ${RANKED_LISTS.map(isCommon).join('\n')}
END
FROM
  ${LISTS} AS ranked(list),
  ${sums} AS own,
  ${sums} AS whole
WHERE ranked.list = ranked_segment.list
  AND own.dimension = ranked_segment.dimension
  AND own.segment = ranked_segment.segment
  AND whole.dimension = 1`;
