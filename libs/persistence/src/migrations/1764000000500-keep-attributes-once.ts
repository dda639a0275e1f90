import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Type, time and subject have columns for events whose attributes came in headers. Other events have them in the value
 * only.
 */
const ONCE = 'ALTER TABLE ledger ALTER COLUMN type DROP NOT NULL, ALTER COLUMN time DROP NOT NULL';

/** Reads the value as json, which unlike jsonb accepts any text that the value may hold in other fields. */
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
