import type { Period } from '@app/domain';
import { sql } from '../sql/sql.ts';

export const CREATE_KEPT_COMPARISON = sql`
-- One row for each comparison that this connection keeps: of a period that is open.
CREATE TEMPORARY TABLE IF NOT EXISTS kept_comparison (
  grain text NOT NULL,
  period text NOT NULL,
  -- The policy, days and rates that it was worked out by.
  basis text NOT NULL,
  -- The last take of the store, by any snapshotter, whose changes are in it.
  take_id bigint,
  -- Its indexes are built.
  is_ready boolean NOT NULL,
  customers integer NOT NULL,
  -- Customers that were taken out and put back since it was last vacuumed.
  touched integer NOT NULL,
  PRIMARY KEY (grain, period)
)`;

export type KeptRow = Readonly<{
  grain: Period['grain'];
  period: string;
  basis: string;
  take_id: string | null;
  is_ready: boolean;
  customers: number;
  touched: number;
}>;

export const KEPT = sql`
-- The comparisons that this connection keeps.
SELECT grain, period, basis, take_id::text, is_ready, customers, touched
FROM kept_comparison`;

export const LAST_TAKE = sql`
-- The last take of the store, by any snapshotter. By the primary key of take.
SELECT max(take_id)::text AS take_id
FROM take`;

export const KEEP = sql`
-- Remembers a comparison of a period ($1, $2) that was worked out from the whole book; it has no indexes yet.
INSERT INTO kept_comparison (grain, period, basis, take_id, is_ready, customers, touched)
VALUES ($1, $2, $3, $4, false, $5, 0)
ON CONFLICT (grain, period) DO UPDATE
SET
  basis = excluded.basis,
  take_id = excluded.take_id,
  is_ready = false,
  customers = excluded.customers,
  touched = 0`;

export const COUNT_TOUCH = sql`
-- Counts the customers, $3, that a take took out and put back, to know when to vacuum.
UPDATE kept_comparison
SET touched = touched + $3
WHERE grain = $1 AND period = $2`;
export const FORGET = sql`
-- Forgets the comparison of a period that was closed.
DELETE FROM kept_comparison
WHERE grain = $1 AND period = $2`;
export const MAKE_READY = sql`
-- The next take can keep this comparison up.
UPDATE kept_comparison
SET is_ready = true
WHERE grain = $1 AND period = $2`;
export const VACUUMED = sql`
-- Begins to count touched customers anew.
UPDATE kept_comparison
SET touched = 0
WHERE grain = $1 AND period = $2`;

export const MARK_CURRENT = sql`
-- Only comparisons that were current at the start of the take, $1, are marked current at its end.
UPDATE kept_comparison
SET take_id = (SELECT max(take_id) FROM take)
WHERE take_id IS NOT DISTINCT FROM $1`;

export const HAS_AT_LEAST = sql`
-- Whether the store has $1 customers: a book of fewer is not kept.
SELECT count(*)::int >= $1 AS has
FROM (SELECT FROM customer LIMIT $1) AS stored`;

export const HAS_CHANGES = sql`
-- Whether more than $1 changes have come since the last take. By change_untaken.
SELECT count(*)::int > $1 AS has
FROM (SELECT FROM change WHERE take_id IS NULL LIMIT $1 + 1) AS waiting`;
