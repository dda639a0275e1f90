import { sql } from '../sql/sql.ts';

/** An open period has a revision of every segment for each take of a week. */
export const REPORTED_PERIODS = sql`
-- The periods that have been reported: from each to the next, by the primary key of snapshot.
WITH RECURSIVE reported AS (
  (
    SELECT grain, period
    FROM snapshot
    ORDER BY grain, period
    LIMIT 1
  )
  UNION ALL
  SELECT following.grain, following.period
  FROM reported
  CROSS JOIN LATERAL (
    SELECT snapshot.grain, snapshot.period
    FROM snapshot
    WHERE (snapshot.grain, snapshot.period) > (reported.grain, reported.period)
    ORDER BY snapshot.grain, snapshot.period
    LIMIT 1
  ) AS following
)
SELECT grain, period
FROM reported`;

/** The latest revision of each segment of a period: from segment to segment, by the primary key backwards. */
const latest = (grain: string, period: string): string => sql`
WITH RECURSIVE head AS (
  (
    SELECT dimension, segment, revision
    FROM snapshot
    WHERE grain = ${grain} AND period = ${period}
    ORDER BY dimension DESC, segment DESC, revision DESC
    LIMIT 1
  )
  UNION ALL
  SELECT following.dimension, following.segment, following.revision
  FROM head
  CROSS JOIN LATERAL (
    SELECT snapshot.dimension, snapshot.segment, snapshot.revision
    FROM snapshot
    WHERE snapshot.grain = ${grain}
      AND snapshot.period = ${period}
      AND (snapshot.dimension, snapshot.segment) < (head.dimension, head.segment)
    ORDER BY snapshot.dimension DESC, snapshot.segment DESC, snapshot.revision DESC
    LIMIT 1
  ) AS following
)
SELECT snapshot.*
FROM head
JOIN snapshot
  ON snapshot.grain = ${grain}
  AND snapshot.period = ${period}
  AND snapshot.dimension = head.dimension
  AND snapshot.segment = head.segment
  AND snapshot.revision = head.revision`;

export const CURRENT = sql`
-- The current revision of each segment of a period ($1 its grain, $2 its label), which the new content is compared with
-- (definitions, section 9). By the primary key of snapshot.
SELECT
  dimension,
  segment,
  revision,
  status,
  content ->> 'policy_id' AS policy_id,
  content ->> 'calc_version' AS calc_version,
  content::text AS content,
  workings::text AS workings
FROM (
  ${latest('$1', '$2')}
) AS current`;

export const INSERT_REVISIONS = sql`
-- Appends the revisions whose content changed, $1, as written by this take, $2 (definitions, section 9).
INSERT INTO snapshot (
  grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on, as_of, emitted_at, take_id,
  content, workings
)
SELECT
  grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on, as_of, emitted_at, $2::bigint,
  content::json, workings::json
FROM json_to_recordset($1::json) AS revised(
  grain text, period text, dimension text, segment text, revision integer, snapshot_id text, status text, reason text,
  measured_on date, as_of date, emitted_at timestamptz, content text, workings text
)`;

export const WORKINGS = sql`
-- The workings of the current snapshots of the periods before ($1 their grain, $2 their labels), for a run of falling ACV
-- (definitions, section 8). By the primary key of snapshot.
SELECT current.period, current.dimension, current.segment, current.workings
FROM unnest($2::text[]) AS asked(period)
CROSS JOIN LATERAL (
  ${latest('$1', 'asked.period')}
) AS current
WHERE current.workings IS NOT NULL`;

export const REWORK = sql`
-- Replaces the workings, $3, of current snapshots whose content stays ($1 the grain, $2 the period). By the primary key of
-- snapshot.
UPDATE snapshot
SET workings = reworked.workings::json
FROM json_to_recordset($3::json) AS reworked(dimension text, segment text, revision integer, workings text)
WHERE snapshot.grain = $1
  AND snapshot.period = $2
  AND snapshot.dimension = reworked.dimension
  AND snapshot.segment = reworked.segment
  AND snapshot.revision = reworked.revision`;
