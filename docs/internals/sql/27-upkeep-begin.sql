-- As in 22-kept-begin.sql: One row for each comparison that this connection keeps
-- As in 22-kept-begin.sql: The comparisons that this connection keeps
-- As in 22-kept-begin.sql: The last take of the store, by any snapshotter

-- The number of touched customers. If there are too many, recalculating the whole is quicker than keeping up.
SELECT count(*)::int AS customers
FROM touched_customer;
