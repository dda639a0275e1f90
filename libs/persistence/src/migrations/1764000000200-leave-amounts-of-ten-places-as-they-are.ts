import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds half to even at the tenth place. Most amounts have no more places, and their scale alone shows it. */
const round10 = (shortcut: string): string => `
CREATE OR REPLACE FUNCTION round10(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE${shortcut}
    WHEN abs(x - trunc(x, 10)) = 0.00000000005 AND mod(trunc(x, 10) * 10000000000, 2) = 0 THEN trunc(x, 10)
    ELSE round(x, 10)
  END
$$`;

export class LeaveAmountsOfTenPlacesAsTheyAre1764000000200 implements MigrationInterface {
  readonly name = 'LeaveAmountsOfTenPlacesAsTheyAre1764000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(round10(' WHEN scale(x) <= 10 THEN x'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(round10(''));
  }
}
