/** The tables that the small job needs: events once, a row per contract, the next offset of each partition. */
export const TABLES = `
CREATE TABLE ledger (
  source text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  contract_id text COLLATE "C" NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (source, id)
);
CREATE TABLE contract_amount (contract_id text COLLATE "C" PRIMARY KEY, amount numeric NOT NULL);
CREATE TABLE progress (partition integer PRIMARY KEY, next_offset bigint NOT NULL);
`;

export const INCOMING = `
CREATE TEMPORARY TABLE incoming (
  source text COLLATE "C", id text COLLATE "C", contract_id text COLLATE "C", amount numeric, position bigint, value text
) ON COMMIT DELETE ROWS`;

export const COPY_INCOMING = 'COPY incoming (source, id, contract_id, amount, position, value) FROM STDIN';

/**
 * The first occurrence of an event counts, also within a batch, and for a contract its last new event. The keys are
 * sorted, so that transactions cannot deadlock.
 */
export const APPLY = `
WITH once AS (
  SELECT DISTINCT ON (source, id) * FROM incoming ORDER BY source, id, position
), fresh AS (
  INSERT INTO ledger (source, id, contract_id, value)
  SELECT source, id, contract_id, value FROM once
  ON CONFLICT DO NOTHING
  RETURNING source, id
), latest AS (
  SELECT DISTINCT ON (contract_id) contract_id, amount
  FROM once JOIN fresh USING (source, id)
  ORDER BY contract_id, position DESC
)
INSERT INTO contract_amount SELECT contract_id, amount FROM latest ORDER BY contract_id
ON CONFLICT (contract_id) DO UPDATE SET amount = excluded.amount`;

export const ADVANCE = `
INSERT INTO progress VALUES ($1, $2)
ON CONFLICT (partition) DO UPDATE SET next_offset = excluded.next_offset`;
