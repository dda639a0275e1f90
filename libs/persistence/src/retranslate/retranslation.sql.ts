import { shardOf } from '../database/locks.ts';
import { EVENT_COLUMNS } from '../packs/read-packs.sql.ts';

/** The condition for events of the ledger that no retranslation has superseded; by primary key. */
const COUNTS = `NOT EXISTS (
  SELECT FROM superseded_event WHERE superseded_event.contract_id = ledger.contract_id AND superseded_event.seq = ledger.seq
)`;

/** By payload_reading. */
export const PAYLOAD_GROUPS = `
SELECT counted.*, translation_config.adapter
FROM (
  SELECT format, origin, translator_version::int AS version, config_id, count(*)::int AS payloads
  FROM payload
  GROUP BY format, origin, translator_version, config_id
) AS counted
JOIN translation_config USING (config_id)
ORDER BY format, origin, version, config_id`;

/** The retranslation, and where its incoming events wait until all payloads are read. */
export const BEGIN = `
INSERT INTO retranslation (made_at, made_by, after_take)
SELECT $1, $2, coalesce(max(take_id), 0) FROM take
RETURNING retranslation_id::text`;

export const CREATE_INCOMING = `
CREATE TEMPORARY TABLE incoming_event (
  ordinal bigint GENERATED ALWAYS AS IDENTITY,
  payload_id bigint NOT NULL,
  source text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  contract_id text COLLATE "C" NOT NULL,
  value text NOT NULL
) ON COMMIT DROP;
CREATE INDEX incoming_event_contract ON incoming_event (contract_id)`;

/** A page of the payloads of some groups after one of them; by primary key. */
export const PAYLOAD_PAGE = `
SELECT payload_id::text, payload.format, payload.origin, payload.translator_version::int AS version, payload.config_id,
  payload.observed_at, payload.value
FROM payload
JOIN unnest($1::text[], $2::text[], $3::integer[], $4::text[]) AS wanted(format, origin, version, config_id)
  ON wanted.format = payload.format AND wanted.origin = payload.origin
  AND wanted.version = payload.translator_version AND wanted.config_id = payload.config_id
WHERE payload_id > $5
ORDER BY payload_id
LIMIT $6`;

/** The numbers of the events of payloads that count; by payload_event_payload and the primary key of the ledger. */
export const EVENTS_OF_PAYLOADS = `
SELECT payload_event.payload_id::text, ledger.contract_id AS "contractId", ledger.seq::float8 AS seq
FROM payload_event
JOIN ledger ON ledger.id = payload_event.event_id AND ledger.source = payload_event.source
WHERE payload_event.payload_id = ANY($1::bigint[]) AND ${COUNTS}
ORDER BY payload_event.payload_id, ledger.seq`;

export const SUPERSEDE = `
INSERT INTO superseded_event (contract_id, seq, id, source, retranslation_id)
SELECT contract_id, seq, id, source, $5
FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) AS superseded(contract_id, seq, id, source)`;

export const ADD_INCOMING = `
INSERT INTO incoming_event (payload_id, source, id, contract_id, value)
SELECT payload_id, source, id, contract_id, value
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
  AS incoming(payload_id, source, id, contract_id, value, ordinal)
ORDER BY incoming.ordinal`;

/**
 * Appends the first incoming event of each identity of which no event counts, as its next edition. By the primary key of
 * the ledger. Nothing is queued, because the caller folds the contracts.
 */
export const APPEND_INCOMING = `
WITH first AS (
  SELECT DISTINCT ON (id, source) * FROM incoming_event ORDER BY id, source, ordinal
), fresh AS (
  SELECT first.*, coalesce(last.edition + 1, 0) AS edition
  FROM first
  LEFT JOIN LATERAL (
    SELECT ledger.edition, ${COUNTS} AS counts FROM ledger
    WHERE ledger.id = first.id AND ledger.source = first.source
    ORDER BY ledger.edition DESC LIMIT 1
  ) AS last ON true
  WHERE last.counts IS NOT true
), appended AS (
  INSERT INTO ledger (source, id, edition, contract_id)
  SELECT source, id, edition, contract_id FROM fresh ORDER BY ordinal
  RETURNING contract_id, seq, id, source
), linked AS (
  INSERT INTO payload_event (event_id, source, payload_id)
  SELECT id, source, payload_id FROM fresh
  ON CONFLICT (event_id, source) DO UPDATE SET payload_id = excluded.payload_id
)
INSERT INTO retranslated_event (contract_id, seq, id, source, retranslation_id)
SELECT contract_id, seq, id, source, $1 FROM appended`;

/**
 * The events of contracts that this retranslation appended, with the text that came first for each identity. By primary
 * key and incoming_event_contract.
 */
export const APPENDED_EVENTS = `
SELECT appended.contract_id, appended.seq::int8 AS seq, appended.source, appended.id, 'structured' AS mode, NULL AS type,
  NULL AS time, NULL AS subject, NULL AS headers, incoming.value AS text
FROM retranslated_event AS appended
JOIN (
  SELECT DISTINCT ON (id, source) id, source, value FROM incoming_event WHERE contract_id = ANY($2)
  ORDER BY id, source, ordinal
) AS incoming ON incoming.id = appended.id AND incoming.source = appended.source
WHERE appended.retranslation_id = $1 AND appended.contract_id = ANY($2)`;

/** Events that no longer count are not to be folded. By unfolded_lane. */
export const UNQUEUE_SUPERSEDED = `
DELETE FROM unfolded USING superseded_event
WHERE superseded_event.retranslation_id = $1 AND superseded_event.contract_id = ANY($2)
  AND unfolded.lane = ${shardOf('superseded_event.contract_id')}
  AND unfolded.contract_id = superseded_event.contract_id AND unfolded.seq = superseded_event.seq
  AND unfolded.value IS NOT NULL
RETURNING unfolded.contract_id, ${EVENT_COLUMNS('unfolded')}`;

/** The payloads of a group are of another translator from now on; what they were read by before is kept. */
export const READ_BY = `
WITH read AS (
  UPDATE payload SET translator_version = $6, config_id = $7
  WHERE format = $2 AND origin = $3 AND translator_version = $4 AND config_id = $5
  RETURNING payload_id
)
INSERT INTO retranslated_payload (retranslation_id, payload_id, translator_version, config_id)
SELECT $1, payload_id, $4, $5 FROM read`;

/** One pass over the events of all retranslations. */
export const EVENT_COUNTS = `
WITH superseded AS (
  SELECT id, source FROM superseded_event WHERE retranslation_id = $1
), brought AS (
  SELECT id, source FROM retranslated_event WHERE retranslation_id = $1
)
SELECT count(superseded.id)::int AS superseded, count(brought.id)::int AS brought,
  (count(*) FILTER (WHERE superseded.id IS NOT NULL AND brought.id IS NOT NULL))::int AS replaced
FROM superseded FULL JOIN brought ON brought.id = superseded.id AND brought.source = superseded.source`;

const CHANGED = `
SELECT contract_id FROM superseded_event WHERE retranslation_id = $1
UNION
SELECT contract_id FROM retranslated_event WHERE retranslation_id = $1`;

/** One pass over the events of all retranslations, as for each page below. */
export const CHANGED_CONTRACT_COUNT = `SELECT count(*)::int AS contracts FROM (${CHANGED}) AS changed`;

export const CHANGED_CONTRACT_PAGE = `
SELECT contract_id FROM (${CHANGED}) AS changed WHERE contract_id > $2 ORDER BY contract_id LIMIT $3`;

/** The numbers of the events that a retranslation brought to contracts; by primary key. */
export const BROUGHT_EVENTS = `
SELECT contract_id AS "contractId", seq::float8 AS seq
FROM retranslated_event WHERE retranslation_id = $1 AND contract_id = ANY($2)`;

/**
 * The events of contracts that a retranslation superseded without another content. By primary key; a later edition by
 * the primary key of the ledger.
 */
export const WITHDRAWN_EVENTS = `
SELECT superseded_event.contract_id, superseded_event.seq::int8 AS seq
FROM superseded_event
WHERE superseded_event.retranslation_id = $1 AND superseded_event.contract_id = ANY($2)
  AND NOT EXISTS (
    SELECT FROM ledger again
    WHERE again.id = superseded_event.id AND again.source = superseded_event.source
      AND again.seq > superseded_event.seq AND again.contract_id = superseded_event.contract_id
  )`;
