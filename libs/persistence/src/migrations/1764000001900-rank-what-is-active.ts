import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The contracts and customers that are active on the last day taken, in the order of their ARR. A take brings them up to
 * date for what it takes, so a list by ARR reads as many of them as it shows, and the changes that are not taken yet.
 */
const RANKED = `
CREATE TABLE ranked_contract (
  contract_id text COLLATE "C" PRIMARY KEY,
  currency text COLLATE "C" NOT NULL,
  -- In its own currency, so that a rate of another day moves no row.
  arr numeric NOT NULL
);
CREATE INDEX ranked_contract_arr ON ranked_contract (currency, arr DESC, contract_id);

CREATE TABLE ranked_customer (
  customer_id text COLLATE "C" PRIMARY KEY,
  -- In the reporting currency; null if none of its contracts has a rate.
  arr numeric
);
CREATE INDEX ranked_customer_arr ON ranked_customer (arr DESC NULLS LAST, customer_id);

CREATE TABLE ranking (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  -- The take that brought both tables up to date.
  take_id bigint NOT NULL REFERENCES take,
  day date NOT NULL,
  -- The rates of the day that the ARR of customers is worked out by.
  rates text NOT NULL,
  -- The ARR of all customers.
  arr numeric NOT NULL
);
GRANT SELECT ON ranked_contract, ranked_customer, ranking TO acv_writer, acv_reader;
GRANT INSERT, UPDATE, DELETE ON ranked_contract, ranked_customer, ranking TO acv_writer;
`;

export class RankWhatIsActive1764000001900 implements MigrationInterface {
  readonly name = 'RankWhatIsActive1764000001900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RANKED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ranking, ranked_customer, ranked_contract');
  }
}
