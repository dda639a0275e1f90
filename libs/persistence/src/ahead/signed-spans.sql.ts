/** Spans on any of the days from $1 to $2, both included. */
const ON_DAYS = 's.valid_from <= $2::date AND s.valid_to > $1::date';

const COLUMNS = `s.customer_id, s.contract_id, s.valid_from::text, s.valid_to::text, s.seq::int8, s.currency, s.arr::text,
  s.attributes, s.renews, s.term_start::text, s.term_end::text, s.auto_renew, s.anchor::text`;

/** Every contract of every customer, in order. */
export const SIGNED_SPANS = `
SELECT ${COLUMNS}, k.first_active::text
FROM contract_span s LEFT JOIN customer k ON k.customer_id = s.customer_id
WHERE ${ON_DAYS}
ORDER BY s.customer_id, s.contract_id, s.valid_from`;

/** Contracts that renew others, of any customer. */
export const RENEWING_SPANS = `
SELECT s.contract_id, s.valid_from::text, s.valid_to::text, s.renews FROM contract_span s
WHERE s.renews IS NOT NULL AND ${ON_DAYS}`;

/** Contracts that were ever of more than one customer, in order; by contract_changed_hands. */
export const SPANS_PASSED_ON = `
SELECT ${COLUMNS}
FROM contract k JOIN contract_span s ON s.contract_id = k.contract_id
WHERE k.owners IS NOT NULL AND ${ON_DAYS}
ORDER BY s.contract_id, s.valid_from`;

/** The active contracts of every customer on $1, with their lines. */
export const LINES_ON = `
SELECT s.customer_id, s.contract_id, s.currency, s.arr::text, s.renews, s.lines FROM contract_span s
WHERE s.valid_from <= $1::date AND s.valid_to > $1::date
ORDER BY s.customer_id, s.contract_id`;
