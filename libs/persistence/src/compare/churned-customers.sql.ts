import { runCovers } from '../runs/spans-of-runs.sql.ts';
import type { ComparisonTables } from '../snapshots/sql/table-names.ts';

/**
 * Customers that have ARR on the first day and none on the second one, $1, in their segments of the first day, each
 * with its largest contract; ties go to the smallest id. A contract that was handed over is left out, because it is no
 * longer the customer's. Contracts and runs by their primary keys.
 */
export const churnedWithLargestContract = ({
  position,
  handedOver,
  segmentSet,
}: Pick<ComparisonTables, 'position' | 'handedOver' | 'segmentSet'>): string => `
WITH churned AS MATERIALIZED (
  SELECT customer_id, base_arr, base_segment_set_id FROM ${position} WHERE base_arr > 0 AND arr <= 0
), largest AS (
  SELECT DISTINCT ON (day_span.customer_id) day_span.customer_id, day_span.contract_id
  FROM churned
  JOIN day_span ON day_span.customer_id = churned.customer_id AND day_span.counts_prior
  LEFT JOIN ${handedOver} AS handed_over
    ON handed_over.contract_id = day_span.contract_id AND handed_over.valid_from = day_span.valid_from
  WHERE handed_over.contract_id IS NULL
  ORDER BY day_span.customer_id, day_span.arr_at_prior_rate DESC, day_span.contract_id
)
SELECT churned.customer_id, churned.base_arr::text AS arr, segment_set.segments, largest.contract_id,
  contract.timeline::text,
  EXISTS (
    SELECT FROM span_run AS run
    WHERE run.contract_id = largest.contract_id AND ${runCovers('$1::date')}
  ) AS is_active
FROM churned
JOIN largest ON largest.customer_id = churned.customer_id
JOIN ${segmentSet} AS segment_set ON segment_set.segment_set_id = churned.base_segment_set_id
JOIN contract ON contract.contract_id = largest.contract_id
ORDER BY churned.customer_id`;
