/** Conflicts with itself and with a migration: of several programs that move rows one works at a time. */
export const LOCK_MOVING = 'LOCK TABLE schema_migration IN SHARE UPDATE EXCLUSIVE MODE';

/** Which of these tables the store has. */
export const TABLES_THERE = `
SELECT former.name FROM unnest($1::text[]) AS former(name) WHERE to_regclass(former.name) IS NOT NULL`;

/** About the number of rows that are to be moved, by the statistics of the last vacuum. */
export const ROWS_ABOUT = `
SELECT greatest(reltuples, 0)::float8 AS rows FROM pg_class WHERE oid = to_regclass($1)`;

/** The next contracts after one, from each to the next; by an index that begins with the contract. */
export const contractsIn = (table: string): string => `
WITH RECURSIVE found AS (
  (SELECT contract_id, 1 AS ordinal FROM ${table} WHERE contract_id > $1 ORDER BY contract_id LIMIT 1)
  UNION ALL
  SELECT following.contract_id, found.ordinal + 1 FROM found CROSS JOIN LATERAL (
    SELECT contract_id FROM ${table} WHERE contract_id > found.contract_id ORDER BY contract_id LIMIT 1
  ) AS following
  WHERE found.ordinal < $2
)
SELECT contract_id FROM found ORDER BY contract_id`;

/** Only an empty table is dropped; one pass over the rows that were deleted. */
export const dropEmpty = (table: string): string => `
DO $$ BEGIN
  IF EXISTS (SELECT FROM ${table}) THEN
    RAISE EXCEPTION '${table} still has rows';
  END IF;
  DROP TABLE ${table};
END $$`;
