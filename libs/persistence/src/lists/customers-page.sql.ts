/** The contracts on the day $1 that renew others while they have ARR, one row for each contract that they name. */
const SUCCESSORS = `
  SELECT span.contract_id, span.customer_id, named.renewed_contract_id
  FROM contract_span AS span
  CROSS JOIN LATERAL unnest(span.renews) AS named(renewed_contract_id)
  WHERE span.renews IS NOT NULL AND span.arr > 0 AND span.valid_from <= $1::date AND span.valid_to > $1::date`;

/** Those that another contract of the same customer replaces; of two that renew each other the larger id stays. */
const LEFT_OUT = `
  SELECT span.contract_id
  FROM successor
  JOIN contract_span AS span
    ON span.contract_id = successor.renewed_contract_id AND span.customer_id = successor.customer_id
  WHERE span.valid_from <= $1::date AND span.valid_to > $1::date
    AND span.contract_id <> successor.contract_id
    AND NOT (coalesce(successor.contract_id = ANY (span.renews), false) AND span.contract_id > successor.contract_id)`;

const ORDERS = {
  arr: {
    behind: `($4::text IS NULL OR CASE
    WHEN $4 = '' THEN arr IS NULL AND customer_id > $5
    ELSE arr IS NULL OR arr < $4::numeric OR (arr = $4::numeric AND customer_id > $5)
  END)`,
    by: 'arr DESC NULLS LAST, customer_id',
  },
  customer: { behind: '($5::text IS NULL OR customer_id > $5) AND $4::text IS NULL', by: 'customer_id' },
} as const;

/** The rates $3 of the currencies $2 on the day $1, and the contracts that are left out on it. */
const RATED_AND_LEFT_OUT = `
rated AS (
  SELECT * FROM unnest($2::text[], $3::numeric[]) AS rated(currency, rate)
), successor AS MATERIALIZED (${SUCCESSORS}
), left_out AS MATERIALIZED (${LEFT_OUT}
)`;

/** The ARR of the whole book on the day $1, by the rates $3 of the currencies $2. One pass over the active spans. */
export const BOOK_ARR = `
WITH ${RATED_AND_LEFT_OUT}
SELECT coalesce(sum(round10(span.arr * rated.rate)), 0)::text AS arr
FROM contract_span AS span
JOIN rated ON rated.currency = span.currency
WHERE span.valid_from <= $1::date AND span.valid_to > $1::date
  AND span.contract_id NOT IN (SELECT contract_id FROM left_out)`;

/**
 * Every customer with an active contract on the day $1, with its ARR by the rates $3 of the currencies $2, behind the
 * place $4, $5; the ARR of the whole book beside each. One pass over the active spans.
 */
export const customersPage = (order: keyof typeof ORDERS): string => `
WITH ${RATED_AND_LEFT_OUT}, listed AS MATERIALIZED (
  SELECT span.customer_id, sum(round10(span.arr * rated.rate)) AS arr
  FROM contract_span AS span
  LEFT JOIN rated ON rated.currency = span.currency
  WHERE span.valid_from <= $1::date AND span.valid_to > $1::date
    AND span.contract_id NOT IN (SELECT contract_id FROM left_out)
  GROUP BY span.customer_id
), page AS (
  SELECT customer_id, arr FROM listed WHERE ${ORDERS[order].behind} ORDER BY ${ORDERS[order].by} LIMIT $6
)
SELECT page.customer_id, page.arr::text, customer.first_active::text,
  (SELECT coalesce(sum(arr), 0)::text FROM listed) AS book_arr
FROM page
LEFT JOIN customer ON customer.customer_id = page.customer_id
ORDER BY ${ORDERS[order].by.replaceAll('customer_id', 'page.customer_id').replace('arr', 'page.arr')}`;
