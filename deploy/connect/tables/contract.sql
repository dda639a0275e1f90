CREATE TABLE acv_contract (
  key text PRIMARY KEY,
  ce_sequence bigint NOT NULL,
  contract_id text NOT NULL,
  customer_id text,
  currency text,
  valid_from date,
  valid_to date,
  creation_missing boolean,
  revision bigint,
  arr numeric,
  gross_arr numeric,
  acv numeric,
  contracted_acv numeric,
  contract_value numeric,
  one_time numeric,
  tcv numeric,
  expected_usage numeric
);
