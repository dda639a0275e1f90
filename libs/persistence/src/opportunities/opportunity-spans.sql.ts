import { spansBetween, spansOn } from '../runs/spans-of-runs.sql.ts';

/**
 * The spans from $1 to $2, both included, of the customers that can be on the list of $3: those with a contract that
 * changes after $1, and those with expected usage on $3. Three passes over the runs; no index serves any.
 */
export const OPPORTUNITY_SPANS = `
SELECT span.customer_id, span.contract_id, span.valid_from::text, span.valid_to::text, span.seq::int8, span.currency,
  span.arr::text, span.gross_arr::text, span.attributes, span.renews, span.term_start::text, span.term_end::text,
  span.auto_renew, span.anchor::text, span.expected_usage::text, span.lines
FROM ${spansBetween('$1::date', '$2::date')} AS span
WHERE span.customer_id IN (
    SELECT run.customer_id
    FROM span_run AS run
    WHERE run.valid_from <= $2::date AND run.valid_to > $1::date
      AND EXISTS (SELECT FROM unnest(run.days) AS changing(day) WHERE changing.day > $1::date AND changing.day <= $2::date)
    UNION ALL
    SELECT using_it.customer_id
    FROM ${spansOn('$3::date', ['customer_id', 'expected_usage'])} AS using_it
    WHERE using_it.expected_usage > 0)
ORDER BY span.customer_id, span.contract_id, span.valid_from`;
