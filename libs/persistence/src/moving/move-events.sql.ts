import { shardOf } from '../database/locks.ts';
import { EVENT_COLUMNS } from '../packs/read-packs.sql.ts';

/** Whether a store of a former release has events that are still to be moved. */
export const HAS_FORMER_EVENTS = `SELECT to_regclass('former_ledger') IS NOT NULL AS "hasFormerEvents"`;

/** About the number of events that are to be moved, by the statistics of the last vacuum. */
export const FORMER_EVENTS = `
SELECT greatest(reltuples, 0)::float8 AS events FROM pg_class WHERE oid = to_regclass('former_ledger')`;

/** Conflicts with itself and with a migration: of several programs that move events one works at a time. */
export const LOCK_MOVING = 'LOCK TABLE schema_migration IN SHARE UPDATE EXCLUSIVE MODE';

/** The next contracts after one, from each to the next; by former_ledger_contract. */
export const FORMER_CONTRACTS = `
WITH RECURSIVE found AS (
  (SELECT contract_id, 1 AS ordinal FROM former_ledger WHERE contract_id > $1 ORDER BY contract_id LIMIT 1)
  UNION ALL
  SELECT following.contract_id, found.ordinal + 1 FROM found CROSS JOIN LATERAL (
    SELECT contract_id FROM former_ledger WHERE contract_id > found.contract_id ORDER BY contract_id LIMIT 1
  ) AS following
  WHERE found.ordinal < $2
)
SELECT contract_id FROM found ORDER BY contract_id`;

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

/** Only an empty table is dropped; one pass over the rows that were deleted. */
export const DROP_FORMER = `
DO $$ BEGIN
  IF EXISTS (SELECT FROM former_ledger) THEN
    RAISE EXCEPTION 'former_ledger still has events';
  END IF;
  DROP TABLE former_ledger;
END $$`;
