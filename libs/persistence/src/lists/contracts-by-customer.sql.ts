const COLUMNS = `span.customer_id, span.contract_id, span.currency, span.arr::text, span.acv::text, span.renews, span.attributes,
  coalesce(span.term_start, span.valid_from)::text AS term_start,
  coalesce(span.term_end, span.valid_to)::text AS term_end,
  coalesce(span.auto_renew, false) AS auto_renew, coalesce(span.anchor, span.term_start, span.valid_from)::text AS anchor`;

/** The active contracts of every customer on the day $1; one pass over the spans. */
export const CONTRACTS_OF_CUSTOMERS = `
SELECT ${COLUMNS}
FROM contract_span AS span
WHERE span.valid_from <= $1::date AND span.valid_to > $1::date
ORDER BY span.customer_id, span.contract_id`;

/** The same of the one customer that $2 counts for; by contract_span_customer. */
export const CONTRACTS_OF_CUSTOMER = `
SELECT ${COLUMNS}
FROM contract_span AS span
WHERE span.valid_from <= $1::date AND span.valid_to > $1::date
  AND span.customer_id = coalesce((SELECT counts_for FROM merged_customer WHERE customer_id = $2), $2)
ORDER BY span.customer_id, span.contract_id`;
