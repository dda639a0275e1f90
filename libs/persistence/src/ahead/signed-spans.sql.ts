/** The condition for spans on any of the days from $1 to $2, both included. */
const ON_DAYS = 'span.valid_from <= $2::date AND span.valid_to > $1::date';

const SIGNED_COLUMNS = `span.customer_id, span.contract_id, span.valid_from::text, span.valid_to::text, span.seq::int8,
  span.currency, span.arr::text, span.gross_arr::text, span.attributes, span.renews, span.term_start::text, span.term_end::text,
  span.auto_renew, span.anchor::text`;

/**
 * The spans of every contract of every customer on the days, in order, with the customer's first active day; one pass
 * over the spans.
 */
export const SIGNED_SPANS = `
SELECT ${SIGNED_COLUMNS}, customer.first_active::text
FROM contract_span AS span
LEFT JOIN customer ON customer.customer_id = span.customer_id
WHERE ${ON_DAYS}
ORDER BY span.customer_id, span.contract_id, span.valid_from`;

/** The spans on the days of contracts that renew others, of any customer; one pass over the spans. */
export const RENEWING_SPANS = `
SELECT span.contract_id, span.valid_from::text, span.valid_to::text, span.renews
FROM contract_span AS span
WHERE span.renews IS NOT NULL AND ${ON_DAYS}`;

/** The spans on the days of contracts that several customers have had, in order; by contract_changed_hands. */
export const SPANS_OF_CHANGED_HANDS = `
SELECT ${SIGNED_COLUMNS}
FROM contract
JOIN contract_span AS span ON span.contract_id = contract.contract_id
WHERE contract.owners IS NOT NULL AND ${ON_DAYS}
ORDER BY span.contract_id, span.valid_from`;
