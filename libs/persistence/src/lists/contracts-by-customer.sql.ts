import { measureTexts } from '../contracts/measure-columns.sql.ts';
import { spansOn } from '../runs/spans-of-runs.sql.ts';

/** A span with what lists show of it. */
export const LISTED_COLUMNS = `span.customer_id, span.contract_id, span.currency, ${measureTexts('span')}, span.renews, span.attributes,
  coalesce(span.term_start, span.valid_from)::text AS term_start,
  coalesce(span.term_end, span.valid_to)::text AS term_end,
  coalesce(span.auto_renew, false) AS auto_renew, coalesce(span.anchor, span.term_start, span.valid_from)::text AS anchor`;

/** The spans of the day $1. */
export const LISTED_SPANS = spansOn('$1::date');

/** The active contracts of every customer on the day $1; one pass over the spans. */
export const CONTRACTS_OF_CUSTOMERS = `
SELECT ${LISTED_COLUMNS}
FROM ${LISTED_SPANS} AS span
ORDER BY span.customer_id, span.contract_id`;

/** The same of the one customer that $2 counts for; by span_run_customer. */
export const CONTRACTS_OF_CUSTOMER = `
SELECT ${LISTED_COLUMNS}
FROM ${LISTED_SPANS} AS span
WHERE span.customer_id = coalesce((SELECT counts_for FROM merged_customer WHERE customer_id = $2), $2)
ORDER BY span.customer_id, span.contract_id`;

/** The same of the customers $2, after merges; by span_run_customer. */
export const CONTRACTS_OF_THESE = `
SELECT ${LISTED_COLUMNS}
FROM ${LISTED_SPANS} AS span
WHERE span.customer_id = ANY ($2::text[])
ORDER BY span.customer_id, span.contract_id`;
