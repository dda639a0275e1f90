import { shardOf } from '../database/locks.ts';
import { EVENT_COLUMNS } from '../packs/read-packs.sql.ts';

const IDENTITY = 'seq, ingested_at, edition, id, source, contract_id';

/** Moves the identities of events, and returns the events. By former_ledger_contract. */
export const TAKE_FORMER_EVENTS = `
WITH taken AS (
  DELETE FROM former_ledger WHERE contract_id = ANY($1) RETURNING *
), kept AS (
  INSERT INTO ledger (${IDENTITY}) OVERRIDING SYSTEM VALUE SELECT ${IDENTITY} FROM taken
)
SELECT taken.contract_id, ${EVENT_COLUMNS('taken')} FROM taken`;

/** Takes all numbers of these contracts out of the queue, those of events and those of merges. By unfolded_lane. */
export const TAKE_NUMBERS = `
DELETE FROM unfolded USING unnest($1::text[]) AS moved(contract_id)
WHERE unfolded.lane = ${shardOf('moved.contract_id')} AND unfolded.contract_id = moved.contract_id
  AND unfolded.seq IS NOT NULL
RETURNING unfolded.contract_id, unfolded.seq::int8 AS seq`;

/** Moves all merges of customers, which are few. */
export const MOVE_MERGES = `
WITH taken AS (
  DELETE FROM former_ledger WHERE contract_id IS NULL RETURNING *
), kept AS (
  INSERT INTO ledger (${IDENTITY}) OVERRIDING SYSTEM VALUE SELECT ${IDENTITY} FROM taken
)
INSERT INTO merge_event (seq, source, id, mode, type, time, subject, headers, value)
SELECT seq, source, id, mode, type, time, subject, headers, value FROM taken`;
