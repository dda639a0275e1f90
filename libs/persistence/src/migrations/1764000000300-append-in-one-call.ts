import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The id comes first, because it tells events apart, whereas most of them share a source, which was compared in vain.
 * This saves a microsecond for each event appended.
 */
const KEY_BY_ID = 'ALTER TABLE ledger DROP CONSTRAINT ledger_pkey, ADD PRIMARY KEY (id, source)';
const KEY_BY_SOURCE = 'ALTER TABLE ledger DROP CONSTRAINT ledger_pkey, ADD PRIMARY KEY (source, id)';

/**
 * A function, because its call touches no table before all bytes of its arguments have arrived, whereas a statement
 * locks its tables when it is parsed. It also acquires the store's lock and the partition's row before it reads
 * anything else.
 *
 * It appends and queues the events from the stored next offset on, in the order of its arguments. Its first row has
 * that offset, which is null if the store has no progress of the partition. Then comes a row for each event that is not
 * new, with its index in the arguments (`place`, from 0) and the event that the ledger has under its identity.
 * `repeats_at` are the indices of events whose identity an earlier one has too.
 */
export const APPEND = `
CREATE FUNCTION append_events(
  of_topic text, of_partition integer, opens_at bigint, opens_log_end bigint, repeats_at integer[],
  positions bigint[], sources text[], ids text[], contract_ids text[], types text[], modes text[], times text[],
  subjects text[], header_lists text[], contents text[]
) RETURNS TABLE (
  stored_offset bigint, place integer, seq bigint, source text, id text, type text, mode text, "time" text, subject text,
  value text
) LANGUAGE plpgsql
-- A custom plan knows the length of the arrays. A generic plan does not, and compares every event with every other.
SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  first_to_do bigint;
  not_new integer[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7201, 0);
  IF opens_at IS NOT NULL THEN
    INSERT INTO progress (topic, partition, next_offset, log_end)
    VALUES (of_topic, of_partition, opens_at, opens_log_end) ON CONFLICT DO NOTHING;
  END IF;
  SELECT next_offset INTO first_to_do FROM progress WHERE topic = of_topic AND partition = of_partition FOR UPDATE;
  RETURN QUERY SELECT first_to_do, null::integer, null::bigint, null, null, null, null, null, null, null;

  WITH appended AS (
    INSERT INTO ledger (source, id, contract_id, type, mode, time, subject, headers, value)
    SELECT source, id, contract_id, type, mode, time, subject, headers, value FROM (
      SELECT unnest(positions) AS position, unnest(sources) AS source, unnest(ids) AS id,
        unnest(contract_ids) AS contract_id, unnest(types) AS type, unnest(modes) AS mode, unnest(times) AS time,
        unnest(subjects) AS subject, unnest(header_lists) AS headers, unnest(contents) AS value
    ) incoming
    WHERE position >= coalesce(first_to_do, 0)
    ON CONFLICT (id, source) DO NOTHING
    RETURNING seq, source, id, contract_id
  ), queued AS (
    INSERT INTO unfolded (lane, contract_id, seq)
    SELECT (hashtextextended(contract_id, 0) & 15)::smallint, contract_id, seq FROM appended
  )
  SELECT ARRAY(
    SELECT i.at::integer - 1 FROM unnest(sources, ids) WITH ORDINALITY i(source, id, at)
    LEFT JOIN appended a ON a.id = i.id AND a.source = i.source
    WHERE a.seq IS NULL
  ) INTO not_new;

  not_new := not_new || repeats_at;
  IF cardinality(not_new) > 0 THEN
    RETURN QUERY SELECT null::bigint, i.at::integer - 1, l.seq, l.source, l.id, l.type, l.mode, l.time, l.subject, l.value
    FROM unnest(positions, sources, ids) WITH ORDINALITY i(position, source, id, at)
    JOIN ledger l ON l.id = i.id AND l.source = i.source
    WHERE i.at - 1 = ANY(not_new) AND i.position >= coalesce(first_to_do, 0);
  END IF;
END $$`;

export class AppendInOneCall1764000000300 implements MigrationInterface {
  readonly name = 'AppendInOneCall1764000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEY_BY_ID);
    await runner.query(APPEND);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION append_events');
    await runner.query(KEY_BY_SOURCE);
  }
}
