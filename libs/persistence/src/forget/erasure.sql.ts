import { shardOf } from '../database/locks.ts';

/*
 * An erasure is rare and runs alone, so these statements may read whole tables. $1 is the customer, $2 the pseudonym
 * unless it is said otherwise.
 */

/** By span_run_customer. */
export const ACTIVE_CONTRACTS = `
SELECT DISTINCT contract_id FROM span_run WHERE customer_id = $1 AND valid_to > $2 ORDER BY contract_id LIMIT $3`;

export const MERGED_WITH = `
SELECT counts_for AS customer_id FROM merged_customer WHERE customer_id = $1
UNION
SELECT customer_id FROM merged_customer WHERE counts_for = $1
ORDER BY customer_id`;

export const OPEN_ERASURE = `
INSERT INTO erasure (pseudonym, made_at, made_by) VALUES ($1, $2, $3) RETURNING erasure_id::text`;

export const CLOSE_ERASURE = `UPDATE erasure SET is_open = false WHERE erasure_id = $1`;

export const CREATE_FORGOTTEN = `
CREATE TEMPORARY TABLE forgotten_contract (contract_id text COLLATE "C" PRIMARY KEY) ON COMMIT DROP`;

/** Contracts that a merged customer brought to this one have events that do not name it, and spans that do. */
export const ADD_FORGOTTEN = `
INSERT INTO forgotten_contract
SELECT unnest($1::text[])
UNION
SELECT contract_id FROM span_run WHERE customer_id = $2
UNION
SELECT contract_id FROM one_time_charge WHERE customer_id = $2
ON CONFLICT DO NOTHING`;

/** By primary key. */
export const REWRITE_PACKS = `
UPDATE event_pack SET body = rewritten.body
FROM unnest($1::text[], $2::bigint[], $3::bytea[]) AS rewritten(contract_id, first_seq, body)
WHERE event_pack.contract_id = rewritten.contract_id AND event_pack.first_seq = rewritten.first_seq`;

/** By unfolded_lane. */
export const REWRITE_WAITING = `
UPDATE unfolded SET value = rewritten.value, headers = NULL
FROM unnest($1::text[], $2::bigint[], $3::text[]) AS rewritten(contract_id, seq, value)
WHERE unfolded.lane = ${shardOf('rewritten.contract_id')} AND unfolded.contract_id = rewritten.contract_id
  AND unfolded.seq = rewritten.seq`;

/** By primary key. */
export const REWRITE_MERGES = `
UPDATE merge_event SET value = rewritten.value, headers = NULL
FROM unnest($1::bigint[], $2::text[]) AS rewritten(seq, value)
WHERE merge_event.seq = rewritten.seq`;

export const ADD_ERASED = `
INSERT INTO erased_event (id, source, erasure_id)
SELECT DISTINCT id, source, $3::bigint FROM unnest($1::text[], $2::text[]) AS erased(id, source)
ON CONFLICT DO NOTHING`;

/** By the primary key of payload_event; $1 is the erasure. */
export const PAYLOADS_OF_ERASED = `
SELECT payload_event.payload_id::text AS id FROM erased_event
JOIN payload_event ON payload_event.event_id = erased_event.id AND payload_event.source = erased_event.source
WHERE erased_event.erasure_id = $1`;

/** Payloads that say no event, with the id ($1) somewhere in their bytes. */
export const SILENT_PAYLOADS = `
SELECT payload_id::text AS id, value FROM payload
WHERE position(convert_to($1, 'UTF8') IN value) > 0
  AND NOT EXISTS (SELECT FROM payload_event WHERE payload_event.payload_id = payload.payload_id)`;

/** Without its payload an event is one that came as an event: it is never translated anew. $1 are payloads. */
export const REMOVE_PAYLOADS = [
  'DELETE FROM payload_event WHERE payload_id = ANY($1::bigint[])',
  'DELETE FROM retranslated_payload WHERE payload_id = ANY($1::bigint[])',
  'DELETE FROM payload WHERE payload_id = ANY($1::bigint[])',
] as const;

/** What the fold has written down of the customer. The columns of a contract follow from its events. */
export const RENAME = [
  'UPDATE span_run SET customer_id = $2 WHERE customer_id = $1',
  'UPDATE one_time_charge SET customer_id = $2 WHERE customer_id = $1',
  'UPDATE booking SET customer_id = $2 WHERE customer_id = $1',
  'UPDATE customer SET customer_id = $2 WHERE customer_id = $1',
  'UPDATE customer_merge SET customer_id = $2 WHERE customer_id = $1',
  'UPDATE customer_merge SET into_id = $2 WHERE into_id = $1',
  'UPDATE merged_customer SET customer_id = $2 WHERE customer_id = $1',
  'UPDATE merged_customer SET counts_for = $2 WHERE counts_for = $1',
  'UPDATE ranked_customer SET customer_id = $2 WHERE customer_id = $1',
] as const;

/** Folds that are behind it read the merges again. */
export const RAISE_MERGES = 'UPDATE merge_version SET version = version + 1';

/** Changes of old and of new, also those that the valuation of an erasure writes. */
export const RENAME_CHANGES = `
UPDATE change SET customers = array_replace(customers, $1, $2) WHERE $1 = ANY(customers)`;

/** Signals name a customer as $1, JSON with the name of its field, which no other text in JSON can look like. */
export const RENAME_SIGNALS = `
UPDATE snapshot SET content = replace(content::text, $1, $2)::json WHERE position($1 IN content::text) > 0
RETURNING grain, period, dimension, segment`;

/** $1 and $2 are the ids as JSON. */
export const RENAME_OPERATIONS = `
UPDATE audit SET asked = replace(asked::text, $1, $2)::json, answer = replace(answer::text, $1, $2)::json
WHERE position($1 IN asked::text) > 0 OR position($1 IN answer::text) > 0
RETURNING audit_id`;

/** Refused events with the id ($1) somewhere in their bytes. */
export const REFUSED_WITH_ID = `
SELECT refused_id::text AS id, format, key, value, message FROM refused
WHERE position(convert_to($1, 'UTF8') IN coalesce(value, '')) > 0
  OR position(convert_to($1, 'UTF8') IN coalesce(key, '')) > 0`;

export const REWRITE_REFUSED = `
UPDATE refused SET key = NULL, headers = '{}', value = rewritten.value, message = rewritten.message
FROM unnest($1::bigint[], $2::bytea[], $3::text[]) AS rewritten(refused_id, value, message)
WHERE refused.refused_id = rewritten.refused_id`;

/** What redrives of these events sent instead, and what was said about them; by refused_step_refused. */
export const REWRITE_STEPS = `
UPDATE refused_step SET mended = NULL, message = replace(message, $2, $3), reason = replace(reason, $2, $3)
WHERE refused_id = ANY($1::bigint[])`;

/** Records that wait to be published, with the id as JSON ($1). */
export const OUTGOING_WITH_ID = `
SELECT outbox_id::text AS id, value FROM outbox WHERE position(convert_to($1, 'UTF8') IN coalesce(value, '')) > 0`;

export const REWRITE_OUTGOING = `
UPDATE outbox SET value = rewritten.value
FROM unnest($1::bigint[], $2::bytea[]) AS rewritten(outbox_id, value) WHERE outbox.outbox_id = rewritten.outbox_id`;

export const FORGOTTEN_PAGE = `
SELECT contract_id FROM forgotten_contract WHERE contract_id > $1 ORDER BY contract_id LIMIT $2`;

export const FORGOTTEN_CONTRACTS = `
SELECT contract_id, timeline FROM contract WHERE contract_id IN (SELECT contract_id FROM forgotten_contract)`;

export const RENAME_IN_CONTRACT = `
UPDATE contract SET timeline = $2, owners = $3::jsonb, last_owner = CASE WHEN last_owner ->> 0 = $4
  THEN jsonb_build_array($5::text, last_owner -> 1) ELSE last_owner END
WHERE contract_id = $1`;

/** A take of nothing: answers and comparisons from before it are worked out again. Only if there was a take. */
export const AFTER_TAKE = `
WITH taken AS (
  INSERT INTO take (as_of, taken_at, duration_ms) SELECT as_of, $1, 0 FROM store WHERE as_of IS NOT NULL
  RETURNING take_id
)
UPDATE ranking SET take_id = taken.take_id FROM taken WHERE ranking.take_id = (SELECT max(take_id) FROM take)`;
