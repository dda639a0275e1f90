/**
 * The number of the event that was accepted last, among those that wait to be folded and those of the last changes. One
 * pass over the queue; merges of customers, which are no events of a contract, by primary key.
 */
export const NEWEST_EVENT = `
SELECT contract_id AS "contractId", seq::float8 AS seq FROM (
  (SELECT contract_id, seq FROM unfolded WHERE value IS NOT NULL ORDER BY seq DESC LIMIT 1)
  UNION ALL
  SELECT last.contract_id, last.seq FROM (
    SELECT contract_id, unnest(events) AS seq FROM change ORDER BY change_id DESC LIMIT 100
  ) AS last
) AS candidate
WHERE NOT EXISTS (SELECT FROM merge_event WHERE merge_event.seq = candidate.seq)
ORDER BY candidate.seq DESC
LIMIT 1`;

/** When an event was accepted; by the primary key of the ledger. */
export const INGESTED_AT = 'SELECT ingested_at FROM ledger WHERE id = $1 AND source = $2 AND seq = $3';

/** A row for each partition. */
export const PROGRESS = `
SELECT topic, partition, next_offset::text, log_end::text, updated_at FROM progress ORDER BY topic, partition`;

/** A pass over the queue and the outbox; changes by change_untaken. */
export const WAITING = `
SELECT
  (SELECT count(DISTINCT contract_id) FROM unfolded)::int AS contracts,
  (SELECT count(*) FROM change WHERE take_id IS NULL)::int AS changes,
  (SELECT count(*) FROM outbox)::int AS outgoing`;

/** By primary key, backwards. */
export const LAST_TAKE = `SELECT as_of::text, taken_at, duration_ms FROM take ORDER BY take_id DESC LIMIT 1`;

/** Codes with refused records of the last 30 days, or with records that wait; one pass over the refused records. */
export const REFUSED_BY_CODE = `
SELECT * FROM (
  SELECT
    code,
    (count(*) FILTER (WHERE refused_at > now() - interval '30 days'))::int AS count,
    (count(*) FILTER (WHERE state = 'waiting'))::int AS waiting
  FROM refused_event
  GROUP BY code
) AS by_code
WHERE count > 0 OR waiting > 0
ORDER BY count DESC, code`;

/**
 * Origins whose payloads were read by several configs, or by a former version of the translator: $2 has the present
 * version of each format of $1. By payload_reading, all of it.
 */
export const PAYLOADS_READ_DIFFERENTLY = `
SELECT format, origin, sum(payloads)::int AS payloads,
  coalesce(sum(payloads) FILTER (WHERE translator_version < present.version), 0)::int AS former,
  count(DISTINCT config_id)::int AS configs
FROM (
  SELECT format, origin, translator_version, config_id, count(*) AS payloads
  FROM payload
  GROUP BY format, origin, translator_version, config_id
) AS read_alike
JOIN unnest($1::text[], $2::integer[]) AS present(format, version) USING (format)
GROUP BY format, origin
HAVING count(DISTINCT config_id) > 1 OR bool_or(translator_version < present.version)
ORDER BY format, origin`;

/** When the whole book was first reported under the policy $1; a pass over the revisions of the whole book. */
export const POLICY_SINCE = `
SELECT min(emitted_at) AS since
FROM snapshot
WHERE dimension = 'all' AND segment = 'all' AND content ->> 'policy_id' = $1`;
