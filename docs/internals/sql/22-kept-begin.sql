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
);

-- The comparisons that this connection keeps.
SELECT grain, period, basis, take_id::text, is_ready, customers, touched
FROM kept_comparison;

-- The last take of the store, by any snapshotter. By the primary key of take.
SELECT max(take_id)::text AS take_id
FROM take;

-- Whether the store has $1 customers: a book of fewer is not kept.
SELECT count(*)::int >= $1 AS has
FROM (SELECT FROM customer LIMIT $1) AS stored;
