import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The contracts whose fold takes more than its budget. Their events wait in `unfolded`, and no fold takes them with others. */
const SET_ASIDE = `
CREATE TABLE contract_set_aside (
  contract_id text COLLATE "C" PRIMARY KEY,
  reason text NOT NULL,
  cost_ms integer NOT NULL,
  attempts integer NOT NULL,
  since timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL
)`;

export class SetDearContractsAside1764000001010 implements MigrationInterface {
  readonly name = 'SetDearContractsAside1764000001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SET_ASIDE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contract_set_aside');
  }
}
