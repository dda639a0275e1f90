import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When a partition was seen for the first time, so that a doctor knows those that were added later. Null in rows of
 * earlier programs, which all count as seen at once.
 */
const SEEN_AT = `
ALTER TABLE first_log_end ADD COLUMN seen_at timestamptz;
ALTER TABLE first_log_end ALTER COLUMN seen_at SET DEFAULT now();
`;

export class KeepWhenPartitionsWereSeen1764000001600 implements MigrationInterface {
  readonly name = 'KeepWhenPartitionsWereSeen1764000001600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEEN_AT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE first_log_end DROP COLUMN seen_at');
  }
}
