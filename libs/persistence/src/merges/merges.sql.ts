import { shardOf } from '../database/locks.ts';

/** The merge that counts for each of these customers; by primary key. */
export const COUNTING_MERGES_OF = `
SELECT customer_id, into_id, seconds::text, nanos, id, source
FROM customer_merge
WHERE customer_id = ANY($1)`;

/** Every merge that counts and was not undone; the whole table, which is small. */
export const COUNTING_MERGES = `SELECT customer_id, into_id FROM customer_merge WHERE into_id IS NOT NULL`;

/** Makes these merges the ones that count for their customers; by primary key. */
export const STORE_MERGES = `
INSERT INTO customer_merge (customer_id, into_id, seconds, nanos, id, source)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::integer[], $5::text[], $6::text[])
ON CONFLICT (customer_id) DO UPDATE SET
  into_id = excluded.into_id,
  seconds = excluded.seconds,
  nanos = excluded.nanos,
  id = excluded.id,
  source = excluded.source`;

/** For each merged customer the end of its chain; the whole table, which is small. */
export const MERGED_CUSTOMERS = `SELECT customer_id, counts_for FROM merged_customer`;

/** By primary key. */
export const REMOVE_MERGED_CUSTOMERS = `DELETE FROM merged_customer WHERE customer_id = ANY($1)`;

/** By primary key. */
export const STORE_MERGED_CUSTOMERS = `
INSERT INTO merged_customer (customer_id, counts_for)
SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (customer_id) DO UPDATE SET counts_for = excluded.counts_for`;

/** Raises the version of the merges, so that a fold sees that its cached merges are out of date. */
export const RAISE_MERGE_VERSION = `
INSERT INTO merge_version (version) VALUES (1)
ON CONFLICT (only_one) DO UPDATE SET version = merge_version.version + 1`;

/**
 * Queues the contracts of these customers ($1) for a fold, each with the merge that moved it. $2 and $3 are the ids and
 * sources of the merges, one for each customer: with all merges of a batch a contract would be queued thousands of
 * times. The four parts of the union are the contracts with spans, those with one-time lines only, those that are worth
 * nothing but have a record, and those that the customer had for a while. By span_run_customer,
 * one_time_charge_customer, contract_last_customer and contract_changed_hands; the merges by the primary key of the
 * ledger.
 */
export const QUEUE_CONTRACTS_OF_CUSTOMERS = `
INSERT INTO unfolded (lane, contract_id, seq)
SELECT ${shardOf('owned.contract_id')}, owned.contract_id, ledger.seq
FROM (
  SELECT contract_id, customer_id FROM span_run WHERE customer_id = ANY($1)
  UNION
  SELECT contract_id, customer_id FROM one_time_charge WHERE customer_id = ANY($1)
  UNION
  SELECT contract_id, last_owner ->> 0 FROM contract WHERE last_owner ->> 0 = ANY($1)
  UNION
  SELECT contract.contract_id, owner ->> 1
  FROM contract
  CROSS JOIN LATERAL jsonb_array_elements(contract.owners) AS owner
  WHERE contract.owners IS NOT NULL AND owner ->> 1 = ANY($1)
) AS owned
JOIN unnest($1::text[], $2::text[], $3::text[]) AS merge(customer_id, id, source)
  ON merge.customer_id = owned.customer_id
JOIN ledger ON ledger.id = merge.id AND ledger.source = merge.source`;
