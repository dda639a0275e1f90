import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `relay_lane` has a row for each topic that records were published to. The relay at work on the topic locks it.
 *
 * The column of the outbox is renamed because it no longer is the number that is published. A relay of the former
 * version that is still running fails at it, instead of publishing smaller numbers.
 */
const BY_THE_CLOCK = `
CREATE TABLE relay_lane (
  topic text COLLATE "C" PRIMARY KEY,
  -- The number of the last record that was published. No later record of the topic gets a smaller one.
  last_number bigint NOT NULL
);
ALTER TABLE outbox RENAME COLUMN number TO outbox_id;
`;

/** Gives the records that wait numbers above those that were published, in their order. */
const BY_THE_OUTBOX = `
ALTER TABLE outbox RENAME COLUMN outbox_id TO number;
SELECT setval(pg_get_serial_sequence('outbox', 'number'), greatest(
  nextval(pg_get_serial_sequence('outbox', 'number')), (SELECT max(last_number) FROM relay_lane)
));
WITH waiting AS (DELETE FROM outbox RETURNING *)
INSERT INTO outbox (topic, key, value, headers, created_at)
SELECT topic, key, value, headers, created_at FROM waiting ORDER BY number;
DROP TABLE relay_lane;
`;

export class NumberPublishedRecordsByTheClock1764000000900 implements MigrationInterface {
  readonly name = 'NumberPublishedRecordsByTheClock1764000000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BY_THE_CLOCK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BY_THE_OUTBOX);
  }
}
