import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ledger, the tables derived from it, and the outbox. Every key is `COLLATE "C"`, i.e. ordered by code point as in
 * the domain.
 */
const BOOKS = `
CREATE TABLE store (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  policy_id text NOT NULL,
  policy jsonb NOT NULL,
  as_of date,
  -- A contract whose renewals keep differing has spans up to this day.
  horizon date NOT NULL,
  calc_version text,
  -- The first day on which any contract was active, as of the last take.
  first_day_taken date
);

-- A table apart from the store's row, because a sign of life must not disturb a take.
CREATE TABLE snapshotter (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  seen_at timestamptz NOT NULL
);

-- It has no rows. Takes, republishing and restatements lock it first. Unlike an advisory lock, a table lock does not fix
-- the snapshot of a transaction, so later statements see all that was committed before the lock was acquired.
CREATE TABLE take_gate ();

-- Rounds half to even, whereas Postgres' own round rounds half away from zero.
CREATE FUNCTION round10(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN abs(x - trunc(x, 10)) = 0.00000000005 AND mod(trunc(x, 10) * 10000000000, 2) = 0 THEN trunc(x, 10)
    ELSE round(x, 10)
  END
$$;

CREATE TABLE progress (
  topic text COLLATE "C" NOT NULL,
  partition integer NOT NULL CHECK (partition >= 0),
  next_offset bigint NOT NULL CHECK (next_offset >= 0),
  log_end bigint NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, partition)
);

CREATE TABLE ledger (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  source text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  contract_id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  mode text COLLATE "C" NOT NULL CHECK (mode IN ('structured', 'binary')),
  time text COLLATE "C" NOT NULL,
  subject text,
  headers text,
  ingested_at timestamptz NOT NULL DEFAULT now(),
  -- The value as it came. Text, because jsonb costs twice as much to write and loses the spelling.
  value text NOT NULL,
  PRIMARY KEY (source, id)
);
-- Finds all events of a contract, and the ones that are still to be folded.
CREATE UNIQUE INDEX ledger_contract ON ledger (contract_id, seq);

CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

-- Events in the ledger that are still to be folded. A fold deletes rows, and nothing updates one.
CREATE TABLE unfolded (
  lane smallint NOT NULL,
  contract_id text COLLATE "C" NOT NULL,
  seq bigint
);
CREATE INDEX unfolded_lane ON unfolded (lane, contract_id);

CREATE TABLE contract (
  contract_id text COLLATE "C" PRIMARY KEY,
  lane smallint NOT NULL,
  -- For each creation, in record order: its effective, opened and closed day, and whether it replaces other contracts.
  creations jsonb NOT NULL,
  -- Customer and currency of the last event that states terms; null if the contract has only cancellations.
  last_owner jsonb,
  -- The last event in record order: version, seconds, nanoseconds, id, source.
  last_record jsonb NOT NULL,
  -- [from, seq, economic since, currency since, currency, customer or null where cancelled], ascending.
  timeline jsonb NOT NULL,
  -- Null if the last span never ends, else the end of the last renewal that is stored.
  known_until date,
  record text,
  revision integer NOT NULL DEFAULT 0
);
CREATE INDEX contract_creation_missing ON contract (contract_id) WHERE creations = '[]';
CREATE INDEX contract_known_until ON contract (known_until) WHERE known_until IS NOT NULL;

CREATE TABLE contract_span (
  contract_id text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL CHECK (valid_from < valid_to),
  seq bigint NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  arr numeric NOT NULL CHECK (arr >= 0),
  gross_arr numeric NOT NULL CHECK (gross_arr >= arr),
  acv numeric NOT NULL CHECK (acv >= 0),
  contracted_acv numeric NOT NULL CHECK (contracted_acv >= 0),
  contract_value numeric CHECK (contract_value >= 0),
  one_time numeric NOT NULL CHECK (one_time >= 0),
  expected_usage numeric NOT NULL CHECK (expected_usage >= 0),
  attributes jsonb,
  renews text[] COLLATE "C",
  products text NOT NULL,
  PRIMARY KEY (contract_id, valid_from)
);
CREATE INDEX contract_span_customer ON contract_span (customer_id);

CREATE TABLE one_time_charge (
  contract_id text COLLATE "C" NOT NULL,
  date date NOT NULL,
  seq bigint NOT NULL,
  amount numeric NOT NULL CHECK (amount >= 0),
  currency text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL
);
CREATE INDEX one_time_charge_contract ON one_time_charge (contract_id);
CREATE INDEX one_time_charge_date ON one_time_charge (date);

-- The booking of each contract, valued on its first day with ACV. It has no booking day until its creation has arrived.
CREATE TABLE booking (
  contract_id text COLLATE "C" PRIMARY KEY,
  valued_on date NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  acv numeric NOT NULL CHECK (acv > 0),
  contracted_acv numeric NOT NULL CHECK (contracted_acv >= 0),
  tcv numeric CHECK (tcv >= 0),
  net_value numeric NOT NULL CHECK (net_value >= 0),
  gross_value numeric NOT NULL CHECK (gross_value >= 0),
  term_months numeric CHECK (term_months > 0),
  booked_on date,
  opened_on date,
  is_replacement boolean NOT NULL
);
CREATE INDEX booking_day ON booking (booked_on);

-- The days on which a fold changed the values of one contract. Rows are only appended.
CREATE TABLE change (
  change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  contract_id text COLLATE "C" NOT NULL,
  customers text[] COLLATE "C" NOT NULL,
  first_day date NOT NULL,
  -- Exclusive, like every end.
  last_day date NOT NULL CHECK (first_day < last_day),
  events bigint[] NOT NULL,
  take_id bigint
);
CREATE INDEX change_untaken ON change (change_id) WHERE take_id IS NULL;

CREATE TABLE customer (
  customer_id text COLLATE "C" PRIMARY KEY,
  -- The first day on which any of its contracts has ARR, in any currency.
  first_active date,
  -- The same as of the last take. If they differ, periods are still to be taken again.
  first_active_taken date
);
CREATE INDEX customer_moved ON customer (customer_id) WHERE first_active IS DISTINCT FROM first_active_taken;

CREATE TABLE fx_rate (
  currency text COLLATE "C" NOT NULL,
  date date NOT NULL,
  rate numeric NOT NULL CHECK (rate > 0),
  PRIMARY KEY (currency, date)
);
CREATE TABLE fx_change (
  currency text COLLATE "C" NOT NULL,
  date date NOT NULL
);

CREATE TABLE take (
  take_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  as_of date NOT NULL,
  taken_at timestamptz NOT NULL
);

CREATE TABLE snapshot (
  grain text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  dimension text COLLATE "C" NOT NULL,
  segment text COLLATE "C" NOT NULL,
  revision integer NOT NULL CHECK (revision > 0),
  snapshot_id text COLLATE "C" NOT NULL UNIQUE,
  status text COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed', 'restated', 'withdrawn')),
  reason text COLLATE "C" NOT NULL CHECK (reason IN ('first', 'policy', 'calculation', 'fx', 'events', 'time')),
  measured_on date NOT NULL,
  as_of date NOT NULL,
  emitted_at timestamptz NOT NULL,
  take_id bigint NOT NULL REFERENCES take,
  -- Unrounded values that signals over several periods need; null where they are not defined.
  workings json,
  -- All fields without columns of their own. json keeps their order and spelling as reported.
  content json NOT NULL,
  PRIMARY KEY (grain, period, dimension, segment, revision)
);

CREATE VIEW snapshot_current AS
SELECT DISTINCT ON (grain, period, dimension, segment)
  s.*,
  (content ->> 'arr')::numeric AS arr,
  (content ->> 'active_logos')::integer AS active_logos,
  (content ->> 'acv')::numeric AS acv,
  (content ->> 'acv_trend_pct')::numeric AS acv_trend_pct
FROM snapshot s
ORDER BY grain, period, dimension, segment, revision DESC;

CREATE TABLE refused (
  refused_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The topic or the name of the file. A file has the partition -1, and its positions are lines.
  origin text COLLATE "C" NOT NULL,
  partition integer NOT NULL,
  position bigint NOT NULL,
  code text COLLATE "C" NOT NULL,
  field text NOT NULL,
  message text NOT NULL,
  key bytea,
  value bytea,
  headers json NOT NULL,
  refused_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (origin, partition, position)
);

CREATE TABLE outbox (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text COLLATE "C" NOT NULL,
  key bytea,
  value bytea,
  -- From each name to its value in base64.
  headers json NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- Finds the oldest records of a lane, i.e. of a topic, because each topic is published on its own.
CREATE INDEX outbox_lane ON outbox (topic, number);
`;

/**
 * The user that migrates owns the tables, the apps are writers, people and reports are readers. Roles belong to the
 * server, so they may exist already.
 */
const ROLES = `
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'acv_writer') THEN CREATE ROLE acv_writer NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'acv_reader') THEN CREATE ROLE acv_reader NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO acv_writer, acv_reader', current_schema());
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO acv_writer, acv_reader', current_schema());
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO acv_writer', current_database());
  EXECUTE format('GRANT acv_writer TO %I', current_user);
END $$;
GRANT INSERT ON ledger, refused, take, snapshot, change, outbox TO acv_writer;
GRANT INSERT, UPDATE, DELETE ON store, snapshotter, progress, contract, contract_span, one_time_charge, booking, customer, fx_rate TO acv_writer;
GRANT INSERT, DELETE ON unfolded, fx_change TO acv_writer;
GRANT UPDATE (take_id) ON change TO acv_writer;
GRANT UPDATE (workings) ON snapshot TO acv_writer;
-- Revisions of an open period are thinned out, and published records are deleted.
GRANT DELETE ON snapshot, outbox TO acv_writer;
GRANT UPDATE ON take_gate TO acv_writer;
GRANT UPDATE ON outbox TO acv_writer;
`;

export class OpenTheBooks1764000000000 implements MigrationInterface {
  readonly name = 'OpenTheBooks1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BOOKS);
    await runner.query(ROLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW snapshot_current;
      DROP TABLE outbox, refused, snapshot, take, fx_change, fx_rate, customer, change, booking, one_time_charge, contract_span,
        contract, unfolded, ledger, progress, take_gate, snapshotter, store;
      DROP FUNCTION ledger_is_append_only();
      DROP FUNCTION round10(numeric);
    `);
  }
}
