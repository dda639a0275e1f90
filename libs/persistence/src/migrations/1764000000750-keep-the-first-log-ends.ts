import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The end that the log of each partition of the input topics had when it was first seen, 0 if the log was empty. A
 * table of its own, because `progress` has no row for a partition of which nothing has been read.
 */
const FIRST_LOG_ENDS = `
CREATE TABLE first_log_end (
  topic text COLLATE "C" NOT NULL,
  partition integer NOT NULL CHECK (partition >= 0),
  log_end bigint NOT NULL CHECK (log_end >= 0),
  PRIMARY KEY (topic, partition)
);
GRANT SELECT ON first_log_end TO acv_writer, acv_reader;
GRANT INSERT, UPDATE, DELETE ON first_log_end TO acv_writer;
`;

/** A store that has reported snapshots has its first load behind it. */
const LOADED_ALREADY = `
INSERT INTO first_log_end (topic, partition, log_end)
SELECT topic, partition, 0 FROM progress WHERE EXISTS (SELECT FROM snapshot)`;

export class KeepTheFirstLogEnds1764000000750 implements MigrationInterface {
  readonly name = 'KeepTheFirstLogEnds1764000000750';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FIRST_LOG_ENDS);
    await runner.query(LOADED_ALREADY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE first_log_end');
  }
}
