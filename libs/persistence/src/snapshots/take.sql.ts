/** How far behind a partition is when it catches up: more than a trickle brings. */
const CATCHING_UP = 10_000;

export const STATE = `
SELECT as_of::text, calc_version, first_day_taken::text, (SELECT min(valid_from)::text FROM contract_span) AS first_day,
  EXISTS (SELECT FROM progress WHERE log_end - next_offset > ${CATCHING_UP}) AS catching_up
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

export const REPORTED_PERIODS = `SELECT DISTINCT grain, period FROM snapshot`;

/** By primary key, backwards. */
export const CURRENT = `
SELECT DISTINCT ON (dimension, segment) dimension, segment, revision, status, content ->> 'policy_id' AS policy_id,
  content ->> 'calc_version' AS calc_version, content::text AS content, workings::text AS workings
FROM snapshot WHERE grain = $1 AND period = $2
ORDER BY dimension, segment, revision DESC`;

export const INSERT_TAKE = `INSERT INTO take (as_of, taken_at) VALUES ($1, $2) RETURNING take_id::text`;

export const INSERT_REVISIONS = `
INSERT INTO snapshot (grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on, as_of,
  emitted_at, take_id, content, workings)
SELECT grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on, as_of, emitted_at,
  $2::bigint, content::json, workings::json
FROM json_to_recordset($1::json) AS r(grain text, period text, dimension text, segment text, revision integer,
  snapshot_id text, status text, reason text, measured_on date, as_of date, emitted_at timestamptz, content text, workings text)`;

/** What the current snapshots of these periods add to a run, where it is defined; by primary key. */
export const WORKINGS = `
SELECT period, dimension, segment, workings FROM (
  SELECT DISTINCT ON (period, dimension, segment) period, dimension, segment, workings
  FROM snapshot WHERE grain = $1 AND period = ANY($2)
  ORDER BY period, dimension, segment, revision DESC
) latest WHERE workings IS NOT NULL`;

export const REWORK = `
UPDATE snapshot s SET workings = r.workings::json
FROM json_to_recordset($3::json) AS r(dimension text, segment text, revision integer, workings text)
WHERE s.grain = $1 AND s.period = $2 AND s.dimension = r.dimension AND s.segment = r.segment
  AND s.revision = r.revision`;

/** Just the changes that this take saw: in its snapshot of the books no later ones stand. */
export const TAKE_CHANGES = `UPDATE change SET take_id = $1 WHERE take_id IS NULL`;
export const TAKE_FX_CHANGES = `DELETE FROM fx_change`;
export const FINISH = `
UPDATE store SET as_of = $1, calc_version = $2, first_day_taken = (SELECT min(valid_from) FROM contract_span)`;
/** Contracts active on the day whose creation has not arrived; by contract_creation_missing. */
export const CREATION_MISSING = `
SELECT count(*)::int AS contracts FROM contract k
JOIN contract_span s ON s.contract_id = k.contract_id AND s.valid_from <= $1 AND s.valid_to > $1
WHERE k.creations = '[]'`;
