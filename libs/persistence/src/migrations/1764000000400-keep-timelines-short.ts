import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A timeline is text, in which an entry omits the values that equal those of the entry before. Entries that were
 * written whole stay readable. Snapshots no longer read timelines: a column of its own shows which contracts have
 * changed hands.
 */
const SHORT = `
ALTER TABLE contract ADD COLUMN owners jsonb;
UPDATE contract SET owners = (
  SELECT jsonb_agg(jsonb_build_array(entry -> 0, entry -> 5) ORDER BY entry ->> 0)
  FROM jsonb_array_elements(timeline) entry
  HAVING count(DISTINCT entry ->> 5) > 1
);
ALTER TABLE contract ALTER COLUMN timeline TYPE text USING timeline::text;
-- Rows come and go by the thousand, so the space of deleted rows has to be free again before the next backlog.
ALTER TABLE unfolded SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
`;

/** Makes every entry whole again, with the values of the last whole entry before it. */
const WHOLE = `
ALTER TABLE unfolded RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay);
ALTER TABLE contract ALTER COLUMN timeline TYPE jsonb USING timeline::jsonb;
UPDATE contract SET timeline = (
  SELECT jsonb_agg(
    jsonb_build_array(e -> 0, e -> 1, coalesce(e -> 2, e -> 0), whole -> 3, whole -> 4, whole -> 5) ORDER BY number
  )
  FROM jsonb_array_elements(timeline) WITH ORDINALITY AS entries(e, number), LATERAL (
    SELECT w AS whole FROM jsonb_array_elements(timeline) WITH ORDINALITY AS wholes(w, place)
    WHERE place <= number AND jsonb_array_length(w) = 6 ORDER BY place DESC LIMIT 1
  ) last
);
ALTER TABLE contract DROP COLUMN owners;
`;

export class KeepTimelinesShort1764000000400 implements MigrationInterface {
  readonly name = 'KeepTimelinesShort1764000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SHORT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(WHOLE);
  }
}
