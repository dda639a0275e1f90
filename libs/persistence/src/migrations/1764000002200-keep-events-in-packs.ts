import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LAST_EDITIONS } from './1764000001800-read-payloads-again.ts';

/** The columns of an event's content. Type, time and subject are null where the value says them. */
const CONTENT = ['type', 'time', 'subject', 'headers', 'value'];

/**
 * The ledger keeps a narrow row for each event: identity, number and contract. Its content waits in the queue until a
 * fold takes it, which writes the new events of a contract into one pack.
 *
 * The rows that a store has already stay in `former_ledger` until `acv migrate` has moved them, some contracts in each
 * transaction. A row leaves that table when it is moved, so nothing guards it against deletes.
 */
const PACKS = `
ALTER TABLE ledger RENAME TO former_ledger;
ALTER TABLE former_ledger RENAME CONSTRAINT ledger_pkey TO former_ledger_pkey;
ALTER TABLE former_ledger RENAME CONSTRAINT ledger_mode_check TO former_ledger_mode_check;
ALTER INDEX ledger_contract RENAME TO former_ledger_contract;
ALTER SEQUENCE ledger_seq_seq RENAME TO former_ledger_seq_seq;
DROP TRIGGER ledger_append_only ON former_ledger;

-- The columns of fixed length come first, so that none of them is padded.
CREATE TABLE ledger (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  ingested_at timestamptz NOT NULL DEFAULT now(),
  edition integer NOT NULL DEFAULT 0,
  id text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  -- Null: a merge of customers.
  contract_id text COLLATE "C",
  PRIMARY KEY (id, source, edition)
);
SELECT setval('ledger_seq_seq', last_value, is_called) FROM former_ledger_seq_seq;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

-- Without a value a row is no event: the number of a merge that moved the contract, or nothing that has a number.
ALTER TABLE unfolded
  ADD COLUMN source text COLLATE "C",
  ADD COLUMN id text COLLATE "C",
  ADD COLUMN mode text COLLATE "C",
  ${CONTENT.map((column) => `ADD COLUMN ${column} text`).join(',\n  ')};

-- Events that a fold has taken, some of one contract in each row.
CREATE TABLE event_pack (
  contract_id text COLLATE "C" NOT NULL,
  first_seq bigint NOT NULL,
  -- The first number of the pack of this contract whose text is the dictionary of the body; null: it has none.
  dictionary bigint,
  -- The numbers of the events, in the order of the body.
  seqs bigint[] NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (contract_id, first_seq)
);
-- A body is compressed already.
ALTER TABLE event_pack ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TRIGGER event_pack_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_pack
  FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();

-- Merges of customers, which belong to no contract. They are few.
CREATE TABLE merge_event (
  seq bigint PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  mode text COLLATE "C" NOT NULL,
  ${CONTENT.map((column) => `${column} text${column === 'value' ? ' NOT NULL' : ''}`).join(',\n  ')}
);
CREATE TRIGGER merge_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON merge_event
  FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();

-- Their identities, by which the ledger has them.
ALTER TABLE superseded_event ADD COLUMN id text COLLATE "C", ADD COLUMN source text COLLATE "C";
ALTER TABLE retranslated_event ADD COLUMN id text COLLATE "C", ADD COLUMN source text COLLATE "C";
UPDATE superseded_event SET id = event.id, source = event.source FROM former_ledger event
WHERE event.contract_id = superseded_event.contract_id AND event.seq = superseded_event.seq;
UPDATE retranslated_event SET id = event.id, source = event.source FROM former_ledger event
WHERE event.contract_id = retranslated_event.contract_id AND event.seq = retranslated_event.seq;
ALTER TABLE superseded_event ALTER COLUMN id SET NOT NULL, ALTER COLUMN source SET NOT NULL;
ALTER TABLE retranslated_event ALTER COLUMN id SET NOT NULL, ALTER COLUMN source SET NOT NULL;

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM former_ledger) THEN DROP TABLE former_ledger; END IF;
END $$;
DROP FUNCTION append_events;
`;

/**
 * Appends the identities of a batch to the ledger and the events to the queue, from the stored next offset on, in the
 * order of its arguments. Otherwise it is as the migration "append in one call" says, but for what it returns of an
 * event that is not new: the number and contract of the event that the ledger has under its identity (null: a merge).
 */
const APPEND = `
CREATE FUNCTION append_events(
  of_topic text, of_partition integer, opens_at bigint, opens_log_end bigint, repeats_at integer[],
  positions bigint[], sources text[], ids text[], contract_ids text[], types text[], modes text[], times text[],
  subjects text[], header_lists text[], contents text[]
) RETURNS TABLE (stored_offset bigint, place integer, seq bigint, contract_id text) LANGUAGE plpgsql
-- A custom plan knows the length of the arrays. A generic plan does not, and compares every event with every other.
SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  first_to_do bigint;
  not_new integer[];
BEGIN
  LOCK TABLE store_gate IN ROW SHARE MODE;
  IF opens_at IS NOT NULL THEN
    INSERT INTO progress (topic, partition, next_offset, log_end)
    VALUES (of_topic, of_partition, opens_at, opens_log_end) ON CONFLICT DO NOTHING;
  END IF;
  SELECT next_offset INTO first_to_do FROM progress WHERE topic = of_topic AND partition = of_partition FOR UPDATE;
  RETURN QUERY SELECT first_to_do, null::integer, null::bigint, null;

  WITH appended AS (
    INSERT INTO ledger (source, id, contract_id)
    SELECT source, id, contract_id FROM (
      SELECT unnest(positions) AS position, unnest(sources) AS source, unnest(ids) AS id,
        unnest(contract_ids) AS contract_id
    ) incoming
    WHERE position >= coalesce(first_to_do, 0)
    ON CONFLICT (id, source, edition) DO NOTHING
    RETURNING seq, source, id
  ), queued AS (
    -- Unnested anew, because a common table expression would copy the contents.
    INSERT INTO unfolded (lane, contract_id, seq, source, id, type, mode, time, subject, headers, value)
    SELECT (hashtextextended(contract_id, 0) & 15)::smallint, contract_id, appended.seq, appended.source, appended.id,
      type, mode, time, subject, headers, value
    FROM (
      SELECT generate_subscripts(ids, 1) - 1 AS at, unnest(sources) AS source, unnest(ids) AS id,
        unnest(contract_ids) AS contract_id, unnest(types) AS type, unnest(modes) AS mode, unnest(times) AS time,
        unnest(subjects) AS subject, unnest(header_lists) AS headers, unnest(contents) AS value
    ) incoming
    JOIN appended ON appended.id = incoming.id AND appended.source = incoming.source
    WHERE contract_id IS NOT NULL AND at <> ALL(repeats_at)
  )
  SELECT ARRAY(
    SELECT i.at::integer - 1 FROM unnest(sources, ids) WITH ORDINALITY i(source, id, at)
    LEFT JOIN appended a ON a.id = i.id AND a.source = i.source
    WHERE a.seq IS NULL
  ) INTO not_new;

  -- Merges of customers are rare. Of one identity the first counts, and one that is there already stays.
  IF array_position(contract_ids, null) IS NOT NULL THEN
    INSERT INTO merge_event (seq, source, id, type, mode, time, subject, headers, value)
    SELECT l.seq, l.source, l.id, i.type, i.mode, i.time, i.subject, i.headers, i.value
    FROM unnest(positions, sources, ids, contract_ids, types, modes, times, subjects, header_lists, contents)
      AS i(position, source, id, contract_id, type, mode, time, subject, headers, value)
    JOIN ledger l ON l.id = i.id AND l.source = i.source AND l.contract_id IS NULL
    WHERE i.contract_id IS NULL AND i.position >= coalesce(first_to_do, 0)
    ON CONFLICT (seq) DO NOTHING;
  END IF;

  not_new := not_new || repeats_at;
  IF cardinality(not_new) > 0 THEN
    RETURN QUERY SELECT null::bigint, i.at::integer - 1, l.seq, l.contract_id
    FROM unnest(positions, sources, ids) WITH ORDINALITY i(position, source, id, at)
    JOIN ledger l ON l.id = i.id AND l.source = i.source
    WHERE i.at - 1 = ANY(not_new) AND i.position >= coalesce(first_to_do, 0)
      AND NOT EXISTS (SELECT FROM ledger later WHERE later.id = l.id AND later.source = l.source AND later.edition > l.edition);
  END IF;
END $$`;

/** Refuses, because the former schema cannot read packs. */
const REFUSE_EVENTS = `
DO $$ BEGIN
  IF EXISTS (SELECT FROM ledger) THEN
    RAISE EXCEPTION 'the store has events in packs, which the former schema cannot read';
  END IF;
END $$`;

const FORMER = `
DROP FUNCTION append_events;
DROP TABLE merge_event, event_pack;
ALTER TABLE unfolded DROP COLUMN source, DROP COLUMN id, DROP COLUMN mode,
  ${CONTENT.map((column) => `DROP COLUMN ${column}`).join(', ')};
ALTER TABLE superseded_event DROP COLUMN id, DROP COLUMN source;
ALTER TABLE retranslated_event DROP COLUMN id, DROP COLUMN source;
ALTER TABLE ledger
  ADD COLUMN type text COLLATE "C",
  ADD COLUMN mode text COLLATE "C" NOT NULL CHECK (mode IN ('structured', 'binary')),
  ADD COLUMN time text COLLATE "C",
  ADD COLUMN subject text,
  ADD COLUMN headers text,
  ADD COLUMN value text NOT NULL;
CREATE UNIQUE INDEX ledger_contract ON ledger (contract_id, seq);
`;

export class KeepEventsInPacks1764000002200 implements MigrationInterface {
  readonly name = 'KeepEventsInPacks1764000002200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PACKS);
    await runner.query(APPEND);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE_EVENTS);
    await runner.query(FORMER);
    await runner.query(LAST_EDITIONS);
  }
}
