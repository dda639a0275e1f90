import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Customers that are forgotten. The tables that are only appended to can be changed while an erasure is open, and an
 * erasure is open in its own transaction alone, so each change of them has a row that says when it was made and by whom.
 */
const FORGETTING = `
CREATE TABLE erasure (
  erasure_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- What the customer is called now. Nothing says who it was.
  pseudonym text COLLATE "C" NOT NULL UNIQUE,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  -- True in the transaction of the erasure alone.
  is_open boolean NOT NULL DEFAULT true
);

-- Events whose text was changed: their repeats are not compared with it.
CREATE TABLE erased_event (
  id text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  erasure_id bigint NOT NULL REFERENCES erasure,
  PRIMARY KEY (id, source)
);

CREATE FUNCTION erasure_is_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM erasure WHERE erasure_id = NEW.erasure_id AND is_open) THEN
    RAISE EXCEPTION 'an erasure cannot stay open' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER erasure_settled AFTER INSERT OR UPDATE ON erasure DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION erasure_is_settled();

CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND EXISTS (SELECT FROM erasure WHERE is_open) THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'the ledger is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND EXISTS (SELECT FROM erasure WHERE is_open) THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

GRANT SELECT ON erasure, erased_event TO acv_writer, acv_reader, acv_operator;
`;

/** Refuses, because the former schema would refuse the repeats of events that were changed. */
const REFUSE_ERASURES = `
DO $$ BEGIN
  IF EXISTS (SELECT FROM erasure) THEN
    RAISE EXCEPTION 'customers were forgotten, and the former schema would refuse repeats of their events';
  END IF;
END $$`;

const REMEMBERING = `
CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TABLE erased_event, erasure;
DROP FUNCTION erasure_is_settled();
`;

export class ForgetCustomers1764000002100 implements MigrationInterface {
  readonly name = 'ForgetCustomers1764000002100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FORGETTING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE_ERASURES);
    await runner.query(REMEMBERING);
  }
}
