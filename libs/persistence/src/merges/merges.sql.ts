import { laneOf } from '../database/locks.ts';

/** The merge that counts for each of these customers; by primary key. */
export const MERGES_OF = `
SELECT customer_id, into_id, seconds::text, nanos, id, source FROM customer_merge WHERE customer_id = ANY($1)`;

/** Of those that were not undone. */
export const ALL_MERGES = `SELECT customer_id, into_id FROM customer_merge WHERE into_id IS NOT NULL`;

export const STORE_MERGES = `
INSERT INTO customer_merge (customer_id, into_id, seconds, nanos, id, source)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::integer[], $5::text[], $6::text[])
ON CONFLICT (customer_id) DO UPDATE SET into_id = excluded.into_id, seconds = excluded.seconds, nanos = excluded.nanos,
  id = excluded.id, source = excluded.source`;

export const ALL_MERGED = `SELECT customer_id, counts_for FROM merged_customer`;

export const REMOVE_MERGED = `DELETE FROM merged_customer WHERE customer_id = ANY($1)`;

export const STORE_MERGED = `
INSERT INTO merged_customer (customer_id, counts_for) SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (customer_id) DO UPDATE SET counts_for = excluded.counts_for`;

/** Counts up, so that a fold sees that what it knows of merges is out of date. */
export const COUNT_MERGES = `
INSERT INTO merge_version (version) VALUES (1) ON CONFLICT (only_one) DO UPDATE SET version = merge_version.version + 1`;

/**
 * Contracts of these customers ($1) wait for a fold, each with the merge that moved it ($2 and $3, ids and sources, one for
 * each customer; with all merges of a batch a contract would wait thousands of times): those with spans, those with one-time
 * lines alone, those that are worth nothing but have a record, and those that the customer had for a while.
 * By contract_span_customer, one_time_charge_customer, contract_last_customer and contract_changed_hands.
 */
export const QUEUE_CONTRACTS = `
INSERT INTO unfolded (lane, contract_id, seq)
SELECT ${laneOf('c.contract_id')}, c.contract_id, l.seq
FROM (
  SELECT contract_id, customer_id FROM contract_span WHERE customer_id = ANY($1)
  UNION SELECT contract_id, customer_id FROM one_time_charge WHERE customer_id = ANY($1)
  UNION SELECT contract_id, last_owner ->> 0 FROM contract WHERE last_owner ->> 0 = ANY($1)
  UNION SELECT k.contract_id, entry ->> 1 FROM contract k CROSS JOIN LATERAL jsonb_array_elements(k.owners) entry
  WHERE k.owners IS NOT NULL AND entry ->> 1 = ANY($1)
) c
JOIN unnest($1::text[], $2::text[], $3::text[]) AS m(customer_id, id, source) ON m.customer_id = c.customer_id
JOIN ledger l ON l.id = m.id AND l.source = m.source`;
