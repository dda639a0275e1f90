import { FAR_BEHIND_RECORDS } from '../../ingest/far-behind.ts';

/**
 * The first day on which any contract is active can only have moved where a change begins on or before the one known; the
 * whole of the spans is looked through just then.
 */
const FIRST_DAY = `
SELECT CASE
  WHEN first_day_taken IS NULL OR EXISTS (SELECT FROM change WHERE take_id IS NULL AND first_day <= first_day_taken)
    THEN (SELECT min(valid_from) FROM contract_span)
  ELSE first_day_taken
END AS first_day FROM store`;

export const STATE = `
SELECT as_of::text, calc_version, first_day_taken::text, (${FIRST_DAY})::text AS first_day,
  EXISTS (SELECT FROM progress WHERE log_end - next_offset > ${FAR_BEHIND_RECORDS}) AS catching_up
FROM store`;

/** By change_untaken. Many changes share their days, so that few rows come back. */
export const CHANGED_DAYS = `
SELECT DISTINCT first_day::text, last_day::text FROM change WHERE take_id IS NULL`;

/** From the day of a changed rate to the next rate of its currency. */
export const CHANGED_RATES = `
SELECT DISTINCT c.date::text AS date, coalesce(min(r.date), 'infinity')::text AS until
FROM fx_change c LEFT JOIN fx_rate r ON r.currency = c.currency AND r.date > c.date
GROUP BY c.currency, c.date`;

export const RATES_ALL = `SELECT currency, date::text, rate::text FROM fx_rate`;

/** From each period to the next by primary key: an open one has a revision of every segment for each take of a week. */
export const REPORTED_PERIODS = `
WITH RECURSIVE reported AS (
  (SELECT grain, period FROM snapshot ORDER BY grain, period LIMIT 1)
  UNION ALL
  SELECT n.grain, n.period FROM reported r CROSS JOIN LATERAL (
    SELECT s.grain, s.period FROM snapshot s WHERE (s.grain, s.period) > (r.grain, r.period)
    ORDER BY s.grain, s.period LIMIT 1
  ) n
)
SELECT grain, period FROM reported`;

/** The latest revision of each segment of a period, from segment to segment by primary key, backwards. */
const latest = (grain: string, period: string): string => `
  WITH RECURSIVE head AS (
    (SELECT dimension, segment, revision FROM snapshot WHERE grain = ${grain} AND period = ${period}
     ORDER BY dimension DESC, segment DESC, revision DESC LIMIT 1)
    UNION ALL
    SELECT n.dimension, n.segment, n.revision FROM head h CROSS JOIN LATERAL (
      SELECT s.dimension, s.segment, s.revision FROM snapshot s
      WHERE s.grain = ${grain} AND s.period = ${period} AND (s.dimension, s.segment) < (h.dimension, h.segment)
      ORDER BY s.dimension DESC, s.segment DESC, s.revision DESC LIMIT 1
    ) n
  )
  SELECT s.* FROM head h JOIN snapshot s ON s.grain = ${grain} AND s.period = ${period} AND s.dimension = h.dimension
    AND s.segment = h.segment AND s.revision = h.revision`;

export const CURRENT = `
SELECT dimension, segment, revision, status, content ->> 'policy_id' AS policy_id,
  content ->> 'calc_version' AS calc_version, content::text AS content, workings::text AS workings
FROM (${latest('$1', '$2')}) s`;

export const INSERT_TAKE = `INSERT INTO take (as_of, taken_at) VALUES ($1, $2) RETURNING take_id::text`;

export const INSERT_REVISIONS = `
INSERT INTO snapshot (grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on, as_of,
  emitted_at, take_id, content, workings)
SELECT grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on, as_of, emitted_at,
  $2::bigint, content::json, workings::json
FROM json_to_recordset($1::json) AS r(grain text, period text, dimension text, segment text, revision integer,
  snapshot_id text, status text, reason text, measured_on date, as_of date, emitted_at timestamptz, content text, workings text)`;

/** What the current snapshots of these periods add to a run, where it is defined. */
export const WORKINGS = `
SELECT s.period, s.dimension, s.segment, s.workings
FROM unnest($2::text[]) AS p(period) CROSS JOIN LATERAL (${latest('$1', 'p.period')}) s
WHERE s.workings IS NOT NULL`;

export const REWORK = `
UPDATE snapshot s SET workings = r.workings::json
FROM json_to_recordset($3::json) AS r(dimension text, segment text, revision integer, workings text)
WHERE s.grain = $1 AND s.period = $2 AND s.dimension = r.dimension AND s.segment = r.segment
  AND s.revision = r.revision`;

/** Just the changes that this take saw: in its snapshot of the books no later ones stand. */
export const TAKE_CHANGES = `UPDATE change SET take_id = $1 WHERE take_id IS NULL`;
export const TAKE_FX_CHANGES = `DELETE FROM fx_change`;
export const FINISH = `
UPDATE store SET as_of = $1, calc_version = $2, first_day_taken = $3`;

/** Contracts active on the day whose creation has not arrived; by contract_creation_missing. */
export const CREATION_MISSING = `
SELECT count(*)::int AS contracts FROM contract k
JOIN contract_span s ON s.contract_id = k.contract_id AND s.valid_from <= $1 AND s.valid_to > $1
WHERE k.creations = '[]'`;

/** Contracts active on the day with events of more than one source; by contract_mixed_sources. */
export const MIXED_SOURCES = `
SELECT count(*)::int AS contracts FROM contract k
JOIN contract_span s ON s.contract_id = k.contract_id AND s.valid_from <= $1 AND s.valid_to > $1
WHERE k.has_mixed_sources`;
