/**
 * The last revision of each segment of a grain ($1) up to an instant ($6, null: now), from a period ($2) to another
 * ($3), of dimensions ($4) and segments ($5), behind a place in the order ($7, $8, $9); null does not restrict them. A
 * key whose last revision withdrew it is left out. By primary key, from the place on.
 */
export const REPORTED_SNAPSHOTS = `
SELECT * FROM (
  SELECT DISTINCT ON (grain, period, dimension, segment) grain, period, dimension, segment, revision, snapshot_id,
    status, reason, measured_on::text, as_of::text, emitted_at, content::text AS content
  FROM snapshot
  WHERE grain = $1 AND period >= coalesce($2, '') AND ($3::text IS NULL OR period <= $3)
    AND ($4::text[] IS NULL OR dimension = ANY ($4)) AND ($5::text[] IS NULL OR segment = ANY ($5))
    AND ($6::timestamptz IS NULL OR emitted_at <= $6)
    AND (period, dimension, segment) > (coalesce($7, ''), coalesce($8, ''), coalesce($9, ''))
  ORDER BY grain, period, dimension, segment, revision DESC
) AS reported
WHERE status <> 'withdrawn'
LIMIT $10`;
