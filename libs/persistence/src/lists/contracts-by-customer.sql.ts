import { measureTexts } from '../contracts/measure-columns.sql.ts';

/** A span with what lists show of it. */
export const LISTED_COLUMNS = `span.customer_id, span.contract_id, span.currency, ${measureTexts('span')}, span.renews, span.attributes,
  coalesce(span.term_start, span.valid_from)::text AS term_start,
  coalesce(span.term_end, span.valid_to)::text AS term_end,
  coalesce(span.auto_renew, false) AS auto_renew, coalesce(span.anchor, span.term_start, span.valid_from)::text AS anchor`;

/** The active contracts of every customer on the day $1; one pass over the spans. */
export const CONTRACTS_OF_CUSTOMERS = `
SELECT ${LISTED_COLUMNS}
FROM contract_span AS span
WHERE span.valid_from <= $1::date AND span.valid_to > $1::date
ORDER BY span.customer_id, span.contract_id`;

/** The same of the one customer that $2 counts for; by contract_span_customer. */
export const CONTRACTS_OF_CUSTOMER = `
SELECT ${LISTED_COLUMNS}
FROM contract_span AS span
WHERE span.valid_from <= $1::date AND span.valid_to > $1::date
  AND span.customer_id = coalesce((SELECT counts_for FROM merged_customer WHERE customer_id = $2), $2)
ORDER BY span.customer_id, span.contract_id`;

/** The same of the customers $2, after merges; by contract_span_customer. */
export const CONTRACTS_OF_THESE = `
SELECT ${LISTED_COLUMNS}
FROM contract_span AS span
WHERE span.customer_id = ANY ($2::text[]) AND span.valid_from <= $1::date AND span.valid_to > $1::date
ORDER BY span.customer_id, span.contract_id`;
