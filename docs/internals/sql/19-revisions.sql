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
  WITH RECURSIVE head AS (
    (
      SELECT dimension, segment, revision
      FROM snapshot
      WHERE grain = $1 AND period = $2
      ORDER BY dimension DESC, segment DESC, revision DESC
      LIMIT 1
    )
    UNION ALL
    SELECT following.dimension, following.segment, following.revision
    FROM head
    CROSS JOIN LATERAL (
      SELECT snapshot.dimension, snapshot.segment, snapshot.revision
      FROM snapshot
      WHERE snapshot.grain = $1
        AND snapshot.period = $2
        AND (snapshot.dimension, snapshot.segment) < (head.dimension, head.segment)
      ORDER BY snapshot.dimension DESC, snapshot.segment DESC, snapshot.revision DESC
      LIMIT 1
    ) AS following
  )
  SELECT snapshot.*
  FROM head
  JOIN snapshot
    ON snapshot.grain = $1
    AND snapshot.period = $2
    AND snapshot.dimension = head.dimension
    AND snapshot.segment = head.segment
    AND snapshot.revision = head.revision
) AS current;

-- The workings of the current snapshots of the periods before ($1 their grain, $2 their labels), for a run of falling ACV
-- (definitions, section 8). By the primary key of snapshot.
SELECT current.period, current.dimension, current.segment, current.workings
FROM unnest($2::text[]) AS asked(period)
CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (
    (
      SELECT dimension, segment, revision
      FROM snapshot
      WHERE grain = $1 AND period = asked.period
      ORDER BY dimension DESC, segment DESC, revision DESC
      LIMIT 1
    )
    UNION ALL
    SELECT following.dimension, following.segment, following.revision
    FROM head
    CROSS JOIN LATERAL (
      SELECT snapshot.dimension, snapshot.segment, snapshot.revision
      FROM snapshot
      WHERE snapshot.grain = $1
        AND snapshot.period = asked.period
        AND (snapshot.dimension, snapshot.segment) < (head.dimension, head.segment)
      ORDER BY snapshot.dimension DESC, snapshot.segment DESC, snapshot.revision DESC
      LIMIT 1
    ) AS following
  )
  SELECT snapshot.*
  FROM head
  JOIN snapshot
    ON snapshot.grain = $1
    AND snapshot.period = asked.period
    AND snapshot.dimension = head.dimension
    AND snapshot.segment = head.segment
    AND snapshot.revision = head.revision
) AS current
WHERE current.workings IS NOT NULL;

-- The number of this take, drawn with the first row that it writes: $1 is the day that it is as of, $2 when it runs.
INSERT INTO take (as_of, taken_at)
VALUES ($1, $2)
RETURNING take_id::text;

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
);
