/**
 * The spans from $1 to $2, both included, of the customers that can be on the list of $3: those with a contract that
 * changes after $1, and those with expected usage on $3. Two passes over the spans; no index serves either.
 */
export const OPPORTUNITY_SPANS = `
SELECT span.customer_id, span.contract_id, span.valid_from::text, span.valid_to::text, span.seq::int8, span.currency,
  span.arr::text, span.gross_arr::text, span.attributes, span.renews, span.term_start::text, span.term_end::text,
  span.auto_renew, span.anchor::text, span.expected_usage::text, span.lines
FROM contract_span AS span
WHERE span.valid_from <= $2::date AND span.valid_to > $1::date
  AND span.customer_id IN (
    SELECT changing.customer_id
    FROM contract_span AS changing
    WHERE (changing.valid_from > $1::date AND changing.valid_from <= $2::date)
      OR (changing.expected_usage > 0 AND changing.valid_from <= $3::date AND changing.valid_to > $3::date))
ORDER BY span.customer_id, span.contract_id, span.valid_from`;
