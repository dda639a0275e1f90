import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Values of the second edition of the definitions. A store of the first edition holds spans without the stated term, and
 * rates that its lines are pooled in, until every contract is valued anew; `valued_by` says by which calculation it was.
 */
const SECOND_EDITION = `
ALTER TABLE contract_span RENAME COLUMN products TO lines;
-- The stated term of the governing event: no end is infinity, an anchor is null where it is the start.
ALTER TABLE contract_span
  ADD COLUMN term_start date,
  ADD COLUMN term_end date,
  ADD COLUMN auto_renew boolean,
  ADD COLUMN anchor date;
-- Accepted events of more than one source: two systems may use one id for two contracts.
ALTER TABLE contract ADD COLUMN has_mixed_sources boolean NOT NULL DEFAULT false;
CREATE INDEX contract_mixed_sources ON contract (contract_id) WHERE has_mixed_sources;
-- A booking is valued on the first day with ARR; a year of which nothing is paid for has no ACV.
ALTER TABLE booking DROP CONSTRAINT booking_acv_check, ADD CONSTRAINT booking_acv_check CHECK (acv >= 0);
ALTER TABLE store ADD COLUMN valued_by text NOT NULL DEFAULT '1';
`;

/** Back to the columns of the first edition, in which no contract that the second one has valued could be read. */
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

/** What the second edition wrote of a contract the first one would misread in silence. */
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
