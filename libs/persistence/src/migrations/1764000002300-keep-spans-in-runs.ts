import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MISSING_RATES as FORMER_MISSING_RATES } from './1764000001000-list-missing-rates.ts';

/**
 * A row of `span_run` holds spans of a contract that follow each other and differ in their amounts alone. The view
 * `contract_span` has a row for each span, with the columns that the former table had.
 *
 * The rows that a store has already stay in `former_span` until `acv migrate` has moved them, some contracts in each
 * transaction.
 */
const RUNS = `
ALTER TABLE contract_span RENAME TO former_span;
ALTER TABLE former_span RENAME CONSTRAINT contract_span_pkey TO former_span_pkey;
DROP INDEX contract_span_customer, contract_span_renews;

-- The columns of fixed length come first, so that none of them is padded.
CREATE TABLE span_run (
  valid_from date NOT NULL,
  -- The end of the last span; infinity: it is open.
  valid_to date NOT NULL,
  term_start date,
  term_end date,
  anchor date,
  auto_renew boolean,
  contract_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  attributes jsonb,
  renews text[] COLLATE "C",
  -- The first day of each span, in order. A span ends where the next one begins.
  days date[] NOT NULL,
  -- An element for each span. Without an array a measure of every span is as its arr, or null, or 0.
  seqs bigint[] NOT NULL,
  arr numeric[] NOT NULL CHECK (0 <= ALL (arr)),
  gross_arr numeric[] CHECK (0 <= ALL (gross_arr)),
  acv numeric[] CHECK (0 <= ALL (acv)),
  contracted_acv numeric[] CHECK (0 <= ALL (contracted_acv)),
  contract_value numeric[] CHECK (0 <= ALL (contract_value)),
  one_time numeric[] CHECK (0 <= ALL (one_time)),
  expected_usage numeric[] CHECK (0 <= ALL (expected_usage)),
  -- A line of text for each span.
  lines text NOT NULL,
  PRIMARY KEY (contract_id, valid_from),
  CONSTRAINT span_run_days_check CHECK (days[1] = valid_from AND days[cardinality(days)] < valid_to),
  CONSTRAINT span_run_length_check CHECK (
    cardinality(seqs) = cardinality(days)
    AND cardinality(arr) = cardinality(days)
    AND cardinality(gross_arr) = cardinality(days)
    AND cardinality(acv) = cardinality(days)
    AND cardinality(contracted_acv) = cardinality(days)
    AND cardinality(contract_value) = cardinality(days)
    AND cardinality(one_time) = cardinality(days)
    AND cardinality(expected_usage) = cardinality(days)
  )
);
CREATE INDEX span_run_customer ON span_run (customer_id);
CREATE INDEX span_run_renews ON span_run USING gin (renews) WITH (fastupdate = off) WHERE renews IS NOT NULL;

CREATE VIEW contract_span AS
SELECT
  run.contract_id,
  span.valid_from,
  coalesce(run.days[span.at + 1], run.valid_to) AS valid_to,
  run.seqs[span.at] AS seq,
  run.customer_id,
  run.currency,
  run.arr[span.at] AS arr,
  coalesce(run.gross_arr[span.at], run.arr[span.at]) AS gross_arr,
  coalesce(run.acv[span.at], run.arr[span.at]) AS acv,
  coalesce(run.contracted_acv[span.at], run.arr[span.at]) AS contracted_acv,
  run.contract_value[span.at] AS contract_value,
  coalesce(run.one_time[span.at], 0) AS one_time,
  coalesce(run.expected_usage[span.at], 0) AS expected_usage,
  run.attributes,
  run.renews,
  split_part(run.lines, E'\\n', span.at::integer) AS lines,
  run.term_start,
  run.term_end,
  run.auto_renew,
  run.anchor
FROM span_run AS run
CROSS JOIN LATERAL unnest(run.days) WITH ORDINALITY AS span(valid_from, at);

GRANT SELECT ON span_run, contract_span TO acv_writer, acv_reader, acv_operator;
GRANT INSERT, UPDATE, DELETE ON span_run TO acv_writer;
`;

/** Replaced and not dropped, because views of others may read it. */
const MISSING_RATES = `
CREATE OR REPLACE VIEW missing_rates AS
WITH missing AS (
  SELECT grain, period, measured_on, named.currency
  FROM snapshot_current, unnest(missing_fx) AS named(currency)
  WHERE dimension = 'all' AND status <> 'withdrawn'
)
SELECT missing.grain, missing.period, missing.measured_on, missing.currency,
  count(span.contract_id)::integer AS contracts,
  count(DISTINCT span.customer_id)::integer AS customers,
  coalesce(sum(span.arr), 0) AS arr
FROM missing
LEFT JOIN LATERAL (
  SELECT run.contract_id, run.customer_id, run.arr[width_bucket(missing.measured_on, run.days)] AS arr
  FROM span_run AS run
  WHERE run.currency = missing.currency
    AND run.valid_from <= missing.measured_on AND run.valid_to > missing.measured_on
) AS span ON span.arr > 0
GROUP BY missing.grain, missing.period, missing.measured_on, missing.currency;
`;

/** In an old store without spans the views for analysts still read the table. Moving drops it once they no longer do. */
const DROP_WHAT_IS_EMPTY = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM former_span) THEN DROP TABLE former_span; END IF;
EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
END $$`;

/** Refuses, because the former schema cannot read runs. */
const REFUSE_RUNS = `
DO $$ BEGIN
  IF EXISTS (SELECT FROM span_run) THEN
    RAISE EXCEPTION 'the store has spans in runs, which the former schema cannot read';
  END IF;
END $$`;

const FORMER = `
DROP VIEW missing_rates;
DROP VIEW contract_span;
DROP TABLE span_run;
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
  lines text NOT NULL,
  term_start date,
  term_end date,
  auto_renew boolean,
  anchor date,
  PRIMARY KEY (contract_id, valid_from)
);
CREATE INDEX contract_span_customer ON contract_span (customer_id);
CREATE INDEX contract_span_renews ON contract_span USING gin (renews) WITH (fastupdate = off) WHERE renews IS NOT NULL;
GRANT SELECT ON contract_span TO acv_writer, acv_reader, acv_operator;
GRANT INSERT, UPDATE, DELETE ON contract_span TO acv_writer;
`;

export class KeepSpansInRuns1764000002300 implements MigrationInterface {
  readonly name = 'KeepSpansInRuns1764000002300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RUNS);
    await runner.query(MISSING_RATES);
    await runner.query(DROP_WHAT_IS_EMPTY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE_RUNS);
    await runner.query(FORMER);
    await runner.query(FORMER_MISSING_RATES);
  }
}
