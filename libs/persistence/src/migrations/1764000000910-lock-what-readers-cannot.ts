import type { MigrationInterface, QueryRunner } from 'typeorm';
import { QUEUING_CONTRACTS } from './1764000000700-count-merged-customers-as-one.ts';

/**
 * Tables to lock, and rows to lock. Readers get no privilege on them. Everybody who may connect can take an advisory
 * lock, which these replace.
 *
 * The column of the store is renamed because the two kinds of locks do not keep each other out: renaming waits for the
 * transactions of programs with the former locks, all of which read the column, and their next ones fail.
 */
const LOCKS = `
CREATE TABLE store_gate ();
CREATE TABLE merge_gate ();
CREATE TABLE shard (shard smallint PRIMARY KEY);
INSERT INTO shard SELECT generate_series(0, 15);
REVOKE ALL ON take_gate FROM acv_reader;
ALTER TABLE store RENAME COLUMN valued_by TO calculation;
`;

const FORMER_LOCKS = `
ALTER TABLE store RENAME COLUMN calculation TO valued_by;
GRANT SELECT ON take_gate TO acv_reader;
DROP TABLE shard, merge_gate, store_gate;
`;

export const SHARING_THE_GATE = QUEUING_CONTRACTS.replace(
  'PERFORM pg_advisory_xact_lock_shared(7201, 0)',
  'LOCK TABLE store_gate IN ROW SHARE MODE',
);

export class LockWhatReadersCannot1764000000910 implements MigrationInterface {
  readonly name = 'LockWhatReadersCannot1764000000910';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LOCKS);
    await runner.query(SHARING_THE_GATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(QUEUING_CONTRACTS);
    await runner.query(FORMER_LOCKS);
  }
}
