import { measureTexts } from '../contracts/measure-columns.sql.ts';
import { laneOf } from '../database/locks.ts';

export const STORED_POLICY = `SELECT policy_id, policy, valued_by FROM store`;

export const OPEN = `
INSERT INTO store (policy_id, policy, horizon, valued_by) VALUES ($1, $2, $3, $4) ON CONFLICT (only_one) DO NOTHING`;

/** Contracts whose last kept renewal ends before the new horizon are drawn anew; by contract_known_until. */
export const EXTEND_HORIZON = `
WITH extended AS (
  UPDATE store SET horizon = $2 WHERE horizon < $1 RETURNING horizon
)
INSERT INTO unfolded (lane, contract_id)
SELECT c.lane, c.contract_id FROM contract c, extended e WHERE c.known_until < e.horizon`;

/** A row that a conflict has not updated has no `xmax`. */
export const STORE_RATES = `
WITH given AS (
  SELECT * FROM unnest($1::text[], $2::date[], $3::numeric[]) AS r(currency, date, rate)
), written AS (
  INSERT INTO fx_rate AS known (currency, date, rate) SELECT currency, date, rate FROM given ORDER BY currency, date
  ON CONFLICT (currency, date) DO UPDATE SET rate = excluded.rate WHERE known.rate <> excluded.rate
  RETURNING currency, date, xmax = 0 AS is_new
), noted AS (
  INSERT INTO fx_change (currency, date) SELECT currency, date FROM written
)
SELECT (count(*) FILTER (WHERE is_new))::int AS added, (count(*) FILTER (WHERE NOT is_new))::int AS changed
FROM written`;

/** The contracts with a span that begins or ends behind the first day and up to the second. */
export const TURN_DAY = `
INSERT INTO unfolded (lane, contract_id)
SELECT DISTINCT ${laneOf('s.contract_id')}, s.contract_id FROM contract_span s
WHERE (s.valid_from > $1 AND s.valid_from <= $2) OR (s.valid_to > $1 AND s.valid_to <= $2)`;

export const SAW_SNAPSHOTTER = `
INSERT INTO snapshotter (seen_at) VALUES (now()) ON CONFLICT (only_one) DO UPDATE SET seen_at = now()`;

export const SNAPSHOTTER_AT_WORK = `
SELECT EXISTS (SELECT FROM snapshotter WHERE seen_at > now() - interval '1 minute') AS at_work`;

/** A page of contracts with the span of a day, in the order of their ids. */
export const CONTRACTS_ON = `
SELECT c.contract_id, c.creations <> '[]' AS has_creation, ${measureTexts('s')}
FROM (SELECT contract_id, creations FROM contract WHERE contract_id > $1 ORDER BY contract_id LIMIT $3) c
LEFT JOIN contract_span s ON s.contract_id = c.contract_id AND s.valid_from <= $2 AND s.valid_to > $2
ORDER BY c.contract_id`;

export const REPORTED = `SELECT DISTINCT grain, period FROM snapshot ORDER BY grain, period`;

export const REVISIONS = `
SELECT DISTINCT ON (dimension, segment) grain, period, dimension, segment, revision, snapshot_id, status, reason,
  measured_on::text, as_of::text, emitted_at, content::text AS content
FROM snapshot WHERE grain = $1 AND period = $2
ORDER BY dimension, segment, revision DESC`;
