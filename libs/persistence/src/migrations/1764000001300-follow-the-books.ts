import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For readers who follow the books: `rate_version` counts the changes of the exchange rates, and the index finds the
 * revisions that later takes have written.
 */
const FOLLOWED = `
CREATE TABLE rate_version (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  version bigint NOT NULL
);
GRANT SELECT ON rate_version TO acv_writer, acv_reader;
GRANT INSERT, UPDATE, DELETE ON rate_version TO acv_writer;
CREATE INDEX snapshot_take ON snapshot (take_id, snapshot_id);
`;

export class FollowTheBooks1764000001300 implements MigrationInterface {
  readonly name = 'FollowTheBooks1764000001300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FOLLOWED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX snapshot_take; DROP TABLE rate_version');
  }
}
