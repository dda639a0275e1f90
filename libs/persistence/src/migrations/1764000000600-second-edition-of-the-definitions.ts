import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Columns for the second edition of the definitions. Until every contract is valued anew, a store of the first edition
 * has spans without the stated term, whose lines are pooled by product. `valued_by` names the calculation that valued
 * them.
 */
const SECOND_EDITION = `
ALTER TABLE contract_span RENAME COLUMN products TO lines;
-- The stated term of the governing event. No end is infinity, and an anchor that is the start is null.
ALTER TABLE contract_span
  ADD COLUMN term_start date,
  ADD COLUMN term_end date,
  ADD COLUMN auto_renew boolean,
  ADD COLUMN anchor date;
-- Whether the accepted events have more than one source: two systems may use the same id for two contracts.
ALTER TABLE contract ADD COLUMN has_mixed_sources boolean NOT NULL DEFAULT false;
CREATE INDEX contract_mixed_sources ON contract (contract_id) WHERE has_mixed_sources;
-- A booking is valued on the first day with ARR, and a year that is entirely free has no ACV.
ALTER TABLE booking DROP CONSTRAINT booking_acv_check, ADD CONSTRAINT booking_acv_check CHECK (acv >= 0);
ALTER TABLE store ADD COLUMN valued_by text NOT NULL DEFAULT '1';
`;

/** Restores the columns of the first edition, which cannot hold a contract that the second one has valued. */
const FIRST_EDITION = `
ALTER TABLE store DROP COLUMN valued_by;
DELETE FROM booking WHERE acv = 0;
ALTER TABLE booking DROP CONSTRAINT booking_acv_check, ADD CONSTRAINT booking_acv_check CHECK (acv > 0);
ALTER TABLE contract DROP COLUMN has_mixed_sources;
ALTER TABLE contract_span
  DROP COLUMN term_start,
  DROP COLUMN term_end,
  DROP COLUMN auto_renew,
  DROP COLUMN anchor;
ALTER TABLE contract_span RENAME COLUMN lines TO products;
`;

/** Refuses, because the first edition would misread contracts of the second one in silence. */
const REFUSE_VALUED = `
DO $$ BEGIN
  IF EXISTS (SELECT FROM contract, store WHERE valued_by <> '1') THEN
    RAISE EXCEPTION 'contracts are valued by the second edition, which the former schema cannot hold';
  END IF;
END $$`;

export class SecondEditionOfTheDefinitions1764000000600 implements MigrationInterface {
  readonly name = 'SecondEditionOfTheDefinitions1764000000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SECOND_EDITION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE_VALUED);
    await runner.query(FIRST_EDITION);
  }
}
