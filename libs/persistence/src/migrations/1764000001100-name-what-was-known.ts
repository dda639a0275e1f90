import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names of times at which the books were known. Writers can add one, and can neither move nor remove it. */
const MARK = `
CREATE TABLE mark (
  name text COLLATE "C" PRIMARY KEY,
  known_at timestamptz NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL
);
GRANT SELECT ON mark TO acv_writer, acv_reader;
GRANT INSERT ON mark TO acv_writer;
`;

export class NameWhatWasKnown1764000001100 implements MigrationInterface {
  readonly name = 'NameWhatWasKnown1764000001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MARK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mark');
  }
}
