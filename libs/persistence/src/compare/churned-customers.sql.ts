import type { ComparisonTables } from '../snapshots/comparison-tables.ts';

/**
 * Customers that have ARR on the first day and none on the second one, $1, in their segments of the first day, each
 * with its largest contract, of equals the one with the smallest id. A contract that was handed over is left out,
 * because it is no longer the customer's. Contracts and spans by their primary keys.
 */
export const churnedWithLargestContract = ({
  position,
  handedOver,
  places,
}: Pick<ComparisonTables, 'position' | 'handedOver' | 'places'>): string => `
WITH churned AS MATERIALIZED (
  SELECT customer_id, held_arr, held_place FROM ${position} WHERE held_arr > 0 AND arr <= 0
), largest AS (
  SELECT DISTINCT ON (standing.customer_id) standing.customer_id, standing.contract_id
  FROM churned
  JOIN standing ON standing.customer_id = churned.customer_id AND standing.on_prior
  LEFT JOIN ${handedOver} AS handed_over
    ON handed_over.contract_id = standing.contract_id AND handed_over.valid_from = standing.valid_from
  WHERE handed_over.contract_id IS NULL
  ORDER BY standing.customer_id, standing.arr_at_prior DESC, standing.contract_id
)
SELECT churned.customer_id, churned.held_arr::text AS arr, segment_set.segments, largest.contract_id,
  contract.timeline::text,
  EXISTS (
    SELECT FROM contract_span AS span
    WHERE span.contract_id = largest.contract_id AND span.valid_from <= $1::date AND span.valid_to > $1::date
  ) AS is_active
FROM churned
JOIN largest ON largest.customer_id = churned.customer_id
JOIN ${places} AS segment_set ON segment_set.place = churned.held_place
JOIN contract ON contract.contract_id = largest.contract_id
ORDER BY churned.customer_id`;
