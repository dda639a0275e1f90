-- Replaces the workings, $3, of current snapshots whose content stays ($1 the grain, $2 the period). By the primary key of
-- snapshot.
UPDATE snapshot
SET workings = reworked.workings::json
FROM json_to_recordset($3::json) AS reworked(dimension text, segment text, revision integer, workings text)
WHERE snapshot.grain = $1
  AND snapshot.period = $2
  AND snapshot.dimension = reworked.dimension
  AND snapshot.segment = reworked.segment
  AND snapshot.revision = reworked.revision;
