import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Without its views the tables can be changed back. */
const CLOSE_VIEWS = `
DO $$ BEGIN
  EXECUTE format(
    'DROP SCHEMA IF EXISTS %I CASCADE',
    CASE current_schema() WHEN 'public' THEN 'acv_v1' ELSE current_schema() || '_acv_v1' END
  );
END $$`;

export class OpenViewsForAnalysts1764000002000 implements MigrationInterface {
  readonly name = 'OpenViewsForAnalysts1764000002000';

  /** The views follow the table of fields, which a migration must not: they are made behind the migrations. */
  up(): Promise<void> {
    return Promise.resolve();
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(CLOSE_VIEWS);
  }
}
