import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Type, time and subject stand in columns where they came in headers; what a value says itself is not kept twice. */
const ONCE = 'ALTER TABLE ledger ALTER COLUMN type DROP NOT NULL, ALTER COLUMN time DROP NOT NULL';

/** As json, which unlike jsonb takes any text that the value may hold elsewhere. */
const TWICE = `
ALTER TABLE ledger DISABLE TRIGGER ledger_append_only;
UPDATE ledger SET type = value::json ->> 'type', time = value::json ->> 'time', subject = value::json ->> 'subject'
WHERE type IS NULL;
ALTER TABLE ledger ENABLE TRIGGER ledger_append_only;
ALTER TABLE ledger ALTER COLUMN type SET NOT NULL, ALTER COLUMN time SET NOT NULL`;

export class KeepAttributesOnce1764000000500 implements MigrationInterface {
  readonly name = 'KeepAttributesOnce1764000000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ONCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(TWICE);
  }
}
