import type { ComparisonTables } from './comparison-tables.ts';

/**
 * Customers that are gone since the prior day ($1 is the measured one), each with its segments of then and with the largest
 * contract that made up what it is compared with, of equals that with the smallest id: what it handed over is not among them.
 * `is_active`: that contract is still active, so without ARR.
 */
export const churnedCustomers = ({
  position,
  handedOver,
  places,
}: Pick<ComparisonTables, 'position' | 'handedOver' | 'places'>): string => `
WITH churned AS (
  SELECT DISTINCT ON (p.customer_id) p.customer_id, p.held_arr, p.held_place, s.contract_id
  FROM ${position} p JOIN standing s ON s.customer_id = p.customer_id AND s.on_prior
  LEFT JOIN ${handedOver} h ON h.contract_id = s.contract_id AND h.valid_from = s.valid_from
  WHERE p.held_arr > 0 AND NOT p.arr > 0 AND h.contract_id IS NULL
  ORDER BY p.customer_id, s.arr_at_prior DESC, s.contract_id
)
SELECT c.customer_id, c.held_arr::text AS arr, l.segments, c.contract_id, k.timeline,
  EXISTS (
    SELECT FROM contract_span n WHERE n.contract_id = c.contract_id AND n.valid_from <= $1 AND n.valid_to > $1
  ) AS is_active
FROM churned c JOIN ${places} l ON l.place = c.held_place JOIN contract k ON k.contract_id = c.contract_id`;
