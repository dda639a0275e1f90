import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepHowLongATakeTook1764000001700 implements MigrationInterface {
  readonly name = 'KeepHowLongATakeTook1764000001700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE take ADD COLUMN duration_ms integer; GRANT UPDATE (duration_ms) ON take TO acv_writer',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE take DROP COLUMN duration_ms');
  }
}
