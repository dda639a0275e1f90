import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND } from './1764000000300-append-in-one-call.ts';

/**
 * The ledger has a merge of customers without a contract. `customer_merge` has the merge that counts for each customer,
 * `merged_customer` the customer at the end of each chain. `merge_version` counts the changes of `merged_customer`.
 */
const MERGES = `
ALTER TABLE ledger ALTER COLUMN contract_id DROP NOT NULL;

CREATE TABLE customer_merge (
  customer_id text COLLATE "C" PRIMARY KEY,
  -- Null if the merge was undone.
  into_id text COLLATE "C",
  seconds bigint NOT NULL,
  nanos integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL
);
CREATE TABLE merged_customer (
  customer_id text COLLATE "C" PRIMARY KEY,
  counts_for text COLLATE "C" NOT NULL CHECK (customer_id <> counts_for)
);
CREATE TABLE merge_version (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  version bigint NOT NULL
);

-- These two find the contracts that a merge moves.
CREATE INDEX one_time_charge_customer ON one_time_charge (customer_id);
CREATE INDEX contract_last_customer ON contract ((last_owner ->> 0));

-- These two find what changes hands: contracts that several customers have had, and contracts that renew others.
CREATE INDEX contract_changed_hands ON contract (contract_id) WHERE owners IS NOT NULL;
CREATE INDEX contract_span_renews ON contract_span USING gin (renews) WITH (fastupdate = off) WHERE renews IS NOT NULL;

GRANT SELECT ON customer_merge, merged_customer, merge_version TO acv_writer, acv_reader;
GRANT INSERT, UPDATE, DELETE ON customer_merge, merged_customer, merge_version TO acv_writer;
`;

const APPENDING = APPEND.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

/** Does not queue a merge, because it belongs to no contract. */
export const QUEUING_CONTRACTS = APPENDING.replace(
  'contract_id, seq FROM appended',
  'contract_id, seq FROM appended WHERE contract_id IS NOT NULL',
);

/** Refuses, because merges stay in the append-only ledger, and the former schema has no room for them. */
const REFUSE_MERGES = `
DO $$ BEGIN
  IF EXISTS (SELECT FROM ledger WHERE contract_id IS NULL) THEN
    RAISE EXCEPTION 'the ledger holds merges of customers, which the former schema has no room for';
  END IF;
END $$`;

export class CountMergedCustomersAsOne1764000000700 implements MigrationInterface {
  readonly name = 'CountMergedCustomersAsOne1764000000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MERGES);
    await runner.query(QUEUING_CONTRACTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE_MERGES);
    await runner.query(APPENDING);
    await runner.query(`
      DROP INDEX contract_changed_hands, contract_span_renews, one_time_charge_customer, contract_last_customer;
      DROP TABLE customer_merge, merged_customer, merge_version;
      ALTER TABLE ledger ALTER COLUMN contract_id SET NOT NULL`);
  }
}
