import { spansBetween } from '../runs/spans-of-runs.sql.ts';

/** The spans on any of the days from $1 to $2, both included. */
const ON_DAYS = spansBetween('$1::date', '$2::date');

const SIGNED_COLUMNS = `span.customer_id, span.contract_id, span.valid_from::text, span.valid_to::text, span.seq::int8,
  span.currency, span.arr::text, span.gross_arr::text, span.attributes, span.renews, span.term_start::text, span.term_end::text,
  span.auto_renew, span.anchor::text`;

/**
 * The spans of every contract of every customer on the days, in order, with the customer's first active day; one pass
 * over the spans.
 */
export const SIGNED_SPANS = `
SELECT ${SIGNED_COLUMNS}, customer.first_active::text
FROM ${ON_DAYS} AS span
LEFT JOIN customer ON customer.customer_id = span.customer_id
ORDER BY span.customer_id, span.contract_id, span.valid_from`;

/** The spans on the days of contracts that renew others, of any customer; one pass over the spans. */
export const RENEWING_SPANS = `
SELECT span.contract_id, span.valid_from::text, span.valid_to::text, span.renews
FROM ${ON_DAYS} AS span
WHERE span.renews IS NOT NULL`;

/** The spans on the days of contracts that several customers have had, in order; by contract_changed_hands. */
export const SPANS_OF_CHANGED_HANDS = `
SELECT ${SIGNED_COLUMNS}
FROM contract
JOIN ${ON_DAYS} AS span ON span.contract_id = contract.contract_id
WHERE contract.owners IS NOT NULL
ORDER BY span.contract_id, span.valid_from`;
