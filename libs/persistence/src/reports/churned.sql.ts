import type { ComparisonTables } from '../snapshots/sql/table-names.ts';

/**
 * Customers that were compared with more than 0 and have nothing on the second day, $1: in their segments of the first
 * day, with the largest contract that makes them up, of equals the smallest id. What was handed over is not theirs.
 */
export const churnedCustomers = ({
  position,
  handedOver,
  segmentSet,
}: Pick<ComparisonTables, 'position' | 'handedOver' | 'segmentSet'>): string => `
WITH churned AS MATERIALIZED (
  SELECT customer_id, base_arr, base_segment_set_id FROM ${position} WHERE base_arr > 0 AND arr <= 0
), largest AS (
  SELECT DISTINCT ON (s.customer_id) s.customer_id, s.contract_id
  FROM churned c JOIN day_span s ON s.customer_id = c.customer_id AND s.counts_prior
  LEFT JOIN ${handedOver} h ON h.contract_id = s.contract_id AND h.valid_from = s.valid_from
  WHERE h.contract_id IS NULL
  ORDER BY s.customer_id, s.arr_at_prior_rate DESC, s.contract_id
)
SELECT c.customer_id, c.base_arr::text AS arr, p.segments, l.contract_id, k.timeline::text,
  EXISTS (
    SELECT FROM contract_span a WHERE a.contract_id = l.contract_id AND a.valid_from <= $1::date AND a.valid_to > $1::date
  ) AS is_active
FROM churned c JOIN largest l ON l.customer_id = c.customer_id
JOIN ${segmentSet} p ON p.segment_set_id = c.base_segment_set_id
JOIN contract k ON k.contract_id = l.contract_id
ORDER BY c.customer_id`;
