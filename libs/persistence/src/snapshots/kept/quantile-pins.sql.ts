import { LARGEST, pinnedPercents, type RankedList, RANKED_LISTS } from '../comparison/ranked-lists.ts';
import { sql } from '../sql/sql.ts';
import type { KeptTables } from './kept-tables.ts';

/** Stores the pins of a new comparison. Its segments must have numbers already. */
export const setPinsFound = ({ quantilePin, rankedSegment }: KeptTables): string => sql`
-- Where the quantiles were found in the whole, $1.
INSERT INTO ${quantilePin} (ranked_segment_id, percent, value, item, values_before)
SELECT ranked_segment.ranked_segment_id, found.percent, found.value, '' AS item, found.values_before
FROM json_to_recordset($1::json) AS found(
  list text, dimension integer, segment text, percent integer, value numeric, values_before bigint
)
JOIN ${rankedSegment} AS ranked_segment
  ON ranked_segment.list = found.list
  AND ranked_segment.dimension = found.dimension
  AND ranked_segment.segment = found.segment`;

const PINNED = RANKED_LISTS.flatMap((list) =>
  pinnedPercents(list).map((percent) => `('${list.name}', ${percent})`),
).join(',\n');

export const setPins = ({ quantilePin, rankedSegment }: KeptTables): string => sql`
-- A quantile of a new segment is looked for from the bottom. By the primary key.
INSERT INTO ${quantilePin}
SELECT
  ranked_segment.ranked_segment_id,
  pinned.percent,
  '-Infinity' AS value,
  '' AS item,
  0 AS values_before
FROM ${rankedSegment} AS ranked_segment
JOIN (
  VALUES
    ${PINNED}
) AS pinned(list, percent) ON pinned.list = ranked_segment.list
ON CONFLICT (ranked_segment_id, percent) DO NOTHING`;

/** The pins of all segments of a list that have values, each with the rank that it has to reach, as in `pinnedRank`. */
const sought = ({ rankedSegment, sums, quantilePin }: KeptTables, { name, count, largest }: RankedList): string => sql`
SELECT
  ranked_segment.ranked_segment_id,
  ranked_segment.dimension,
  ranked_segment.segment,
  ranked_segment.is_common OR ranked_segment.dimension = 1 AS is_common,
  pin.percent,
  pin.value,
  pin.item,
  pin.values_before,
  own.${count}::bigint AS count,
  CASE
    WHEN pin.percent = ${LARGEST} THEN greatest(own.${count}::bigint - ${largest - 1}, 1)
    ELSE ((own.${count}::bigint - 1) * pin.percent) / 100 + 1
  END AS rank
FROM ${rankedSegment} AS ranked_segment
JOIN ${sums} AS own
  ON own.dimension = ranked_segment.dimension
  AND own.segment = ranked_segment.segment
JOIN ${quantilePin} AS pin ON pin.ranked_segment_id = ranked_segment.ranked_segment_id
WHERE ranked_segment.list = '${name}'
  AND own.${count} > 0`;

/**
 * Finds the value of a rank by counting up or down from a pin. The number of steps is the number of values that came or
 * went before the pin. Also reads the next value or, for the largest values, all that follow.
 */
const foundIn = (values: string, own: string): string => sql`
CROSS JOIN LATERAL (
  (
    SELECT ranked.value, ranked.item
    FROM ${values} AS ranked
    WHERE target.rank > target.values_before
      AND ${own}
      AND (ranked.value, ranked.item) >= (target.value, target.item)
    ORDER BY ranked.value, ranked.item
    OFFSET greatest(target.rank - target.values_before - 1, 0)
    LIMIT 1
  )
  UNION ALL
  (
    SELECT ranked.value, ranked.item
    FROM ${values} AS ranked
    WHERE target.rank <= target.values_before
      AND ${own}
      AND (ranked.value, ranked.item) < (target.value, target.item)
    ORDER BY ranked.value DESC, ranked.item DESC
    OFFSET greatest(target.values_before - target.rank, 0)
    LIMIT 1
  )
) AS found
CROSS JOIN LATERAL (
  SELECT array_agg(next.value::text ORDER BY next.value) AS values
  FROM (
    SELECT ranked.value
    FROM ${values} AS ranked
    WHERE ${own}
      AND (ranked.value, ranked.item) >= (found.value, found.item)
    ORDER BY ranked.value, ranked.item
    LIMIT CASE
      WHEN target.percent = ${LARGEST} THEN target.count - target.rank + 1
      ELSE least(target.count - target.rank + 1, 2)
    END
  ) AS next
) AS from_there`;

const OF_COMMON = sql`
(
  ranked.ranked_segment_ids[1] = target.whole_id
  AND ranked.ranked_segment_ids[target.dimension] = target.ranked_segment_id
)`;
const OF_RARE = 'ranked.ranked_segment_id = target.ranked_segment_id';

export const WALK = sql`
-- From here on ordered walks through an index, where the planner might rather sort what it takes to be a few values.
SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off`;
export const WALK_NO_MORE = sql`
-- Back to the planner's own choice.
SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_bitmapscan TO DEFAULT`;

export const advancePins = (kept: KeptTables, list: RankedList): string => sql`
-- Moves the pins of a ranked list (${list.name}) to where its quantiles lie now, and reads them with the values next to them
-- (definitions, section 7: percentiles by linear interpolation). By the indexes on segment, value and item.
WITH sought AS MATERIALIZED (
  ${sought(kept, list)}
), whole AS MATERIALIZED (
  SELECT ranked_segment_id
  FROM ${kept.rankedSegment}
  WHERE list = '${list.name}' AND dimension = 1
), found AS MATERIALIZED (
  SELECT target.*, found.value AS found_value, found.item AS found_item, from_there.values
  FROM (
    SELECT sought.*, whole.ranked_segment_id AS whole_id
    FROM sought
    CROSS JOIN whole
    WHERE sought.is_common
  ) AS target
  ${foundIn(kept.rankedValue, OF_COMMON)}
  UNION ALL
  SELECT target.*, found.value, found.item, from_there.values
  FROM (
    SELECT sought.*, sought.ranked_segment_id AS whole_id
    FROM sought
    WHERE NOT sought.is_common
  ) AS target
  ${foundIn(kept.rareSegmentValue, OF_RARE)}
), moved AS (
  UPDATE ${kept.quantilePin} AS pin
  SET value = found.found_value, item = found.found_item, values_before = found.rank - 1
  FROM found
  WHERE pin.ranked_segment_id = found.ranked_segment_id
    AND pin.percent = found.percent
)
SELECT dimension, segment, rank::int, values
FROM found`;
