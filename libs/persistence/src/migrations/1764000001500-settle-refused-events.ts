import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What became of refused events, and who did it. Nothing is changed or removed: each step of a refused event is a row,
 * and so is each operation. The gate has no rows; operations lock it, so that one works at a time.
 */
const SETTLING = `
CREATE TABLE operation_gate ();

CREATE TABLE audit (
  audit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The name of a token, or the user who ran a command.
  who text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  asked json NOT NULL,
  result text COLLATE "C" NOT NULL CHECK (result IN ('done', 'failed')),
  -- What it did; of a failure the reason.
  answer json NOT NULL,
  idempotency_key text COLLATE "C"
);
CREATE UNIQUE INDEX audit_key ON audit (who, idempotency_key) WHERE idempotency_key IS NOT NULL AND result = 'done';

-- The system whose payload a record is, or csv for a row of a sheet. Null: an event.
ALTER TABLE refused ADD COLUMN format text COLLATE "C";

CREATE TABLE refused_step (
  step_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  refused_id bigint NOT NULL REFERENCES refused,
  audit_id bigint NOT NULL REFERENCES audit,
  outcome text COLLATE "C" NOT NULL
    CHECK (outcome IN ('accepted', 'repeated', 'passed_over', 'refused', 'discarded')),
  -- The identity of the event in the ledger.
  source text COLLATE "C",
  id text COLLATE "C",
  -- Why it was refused again.
  code text COLLATE "C",
  field text,
  message text,
  -- Why it was discarded.
  reason text,
  -- The value that was sent instead of the refused one; null: that one.
  mended bytea
);
CREATE INDEX refused_step_refused ON refused_step (refused_id);
-- A refused event is settled once.
CREATE UNIQUE INDEX refused_step_settles ON refused_step (refused_id) WHERE outcome <> 'refused';

CREATE VIEW refused_event AS
SELECT
  refused.*,
  CASE WHEN step.outcome IS NULL THEN 'waiting' WHEN step.outcome = 'discarded' THEN 'discarded' ELSE 'redriven' END AS state,
  audit.at AS settled_at
FROM refused
LEFT JOIN refused_step step ON step.refused_id = refused.refused_id AND step.outcome <> 'refused'
LEFT JOIN audit ON audit.audit_id = step.audit_id;

CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
CREATE TRIGGER refused_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refused_step
  FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
`;

const UNSETTLED = `
DROP VIEW refused_event;
DROP TABLE refused_step, audit, operation_gate;
DROP FUNCTION is_append_only();
ALTER TABLE refused DROP COLUMN format;
`;

export class SettleRefusedEvents1764000001500 implements MigrationInterface {
  readonly name = 'SettleRefusedEvents1764000001500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SETTLING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(UNSETTLED);
  }
}
