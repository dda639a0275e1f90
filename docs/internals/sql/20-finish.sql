-- As in 01-state.sql: The last day taken and by which calculation, the first day on which any contract is active

-- Assigns to this take, $1, exactly the changes that it read: its snapshot of the books has no later ones. By
-- change_untaken.
UPDATE change
SET take_id = $1
WHERE take_id IS NULL;

-- The changed rates are taken over with this take.
DELETE FROM fx_change;

-- As in 05-stale-days.sql: The planner takes nearly all customers to have moved, and knows no better

-- Assigns the moved first active days to this take. By customer_moved.
UPDATE customer
SET first_active_taken = first_active
WHERE first_active IS DISTINCT FROM first_active_taken;

-- As in 05-stale-days.sql: Back to the planner's own choice

-- The last day taken, by which calculation, and the first day on which any contract was active.
UPDATE store
SET as_of = '2025-03-31', calc_version = '2', first_day_taken = '2024-01-15';

-- How long the take, $1, has worked so far, from the beginning of its transaction; it commits right after.
UPDATE take
SET duration_ms = round(1000 * extract(epoch FROM clock_timestamp() - transaction_timestamp()))
WHERE take_id = '';
