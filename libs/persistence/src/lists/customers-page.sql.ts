import { spansOn } from '../runs/spans-of-runs.sql.ts';
import { customerArr, leftOut, RATED, UNTAKEN_CUSTOMERS } from '../snapshots/ranked/customer-arr.sql.ts';

/** The rates $3 of the currencies $2 on the day $1, and what is read of the spans of the day. */
const BOOK = `WITH ${RATED}, ${customerArr('all')}`;

/** The same of the customers alone that changed since the last take. */
const UNTAKEN = `WITH ${RATED}, ${UNTAKEN_CUSTOMERS}, ${customerArr('active_span')}`;

const IS_TAKEN = 'customer_id NOT IN (SELECT customer_id FROM touched)';

/** The ARR of the whole book on the day $1, by the rates $3 of the currencies $2. One pass over the active spans. */
export const BOOK_ARR = `
WITH ${RATED}, ${leftOut('all')}
SELECT coalesce(sum(round10(span.arr * rated.rate)), 0)::text AS arr
FROM ${spansOn('$1::date', ['contract_id', 'currency', 'arr'])} AS span
JOIN rated ON rated.currency = span.currency
WHERE span.contract_id NOT IN (SELECT contract_id FROM left_out)`;

const RANKED_ARR = `
  (SELECT arr FROM ranking)
  - (SELECT coalesce(sum(ranked.arr), 0) FROM touched JOIN ranked_customer AS ranked USING (customer_id))
  + (SELECT coalesce(sum(arr), 0) FROM summed)`;

/** The same by what is ranked, and by the customers that changed since. */
export const RANKED_BOOK_ARR = `
${UNTAKEN}
SELECT (${RANKED_ARR})::text AS arr`;

/** Orders of customers. */
export type CustomerOrder = 'arr' | 'customer';

/** Behind which rows a page begins: those up to the ARR $4 and customer $5, or up to the customer $5 without a rate. */
export type CustomerPlace = 'first' | 'rated' | 'without_rate';

const BY: Readonly<Record<CustomerOrder, string>> = {
  arr: 'arr DESC NULLS LAST, customer_id',
  customer: 'customer_id',
};

/** The ranges of an order that lie behind a place, each of which is one walk along an index. $4 and $5 have a type. */
const RANGES: Readonly<Record<CustomerOrder, Readonly<Record<CustomerPlace, readonly string[]>>>> = {
  arr: {
    first: ['$4::numeric IS NULL AND $5::text IS NULL'],
    rated: ['arr = $4::numeric AND customer_id > $5::text', 'arr < $4::numeric', 'arr IS NULL'],
    without_rate: ['$4::numeric IS NULL AND arr IS NULL AND customer_id > $5::text'],
  },
  customer: {
    first: ['$4::numeric IS NULL AND $5::text IS NULL'],
    rated: [],
    without_rate: ['$4::numeric IS NULL AND customer_id > $5::text'],
  },
};

const firstOf = (table: string, order: CustomerOrder, range: string): string => `
  (SELECT customer_id, arr FROM ${table} WHERE ${range} ORDER BY ${BY[order]} LIMIT $6)`;

const rankedRows = (order: CustomerOrder, place: CustomerPlace): string =>
  RANGES[order][place]
    .flatMap((range) => [
      firstOf('ranked_customer', order, `${range} AND ${IS_TAKEN}`),
      firstOf('summed', order, range),
    ])
    .join('\n  UNION ALL');

const bookRows = (order: CustomerOrder, place: CustomerPlace): string =>
  firstOf('summed', order, RANGES[order][place].map((range) => `(${range})`).join(' OR '));

/**
 * Every customer with an active contract on the day $1, with its ARR by the rates $3 of the currencies $2, behind a place;
 * the ARR of the whole book beside each. From the book: one pass over the active spans. From the ranking: some walks
 * along ranked_customer_arr or the primary key, as long as the page, and the customers that changed since.
 */
export const customersPage = (from: 'book' | 'ranking', order: CustomerOrder, place: CustomerPlace): string => `
${from === 'ranking' ? UNTAKEN : BOOK}, page AS (
  SELECT * FROM (${from === 'ranking' ? rankedRows(order, place) : bookRows(order, place)}
  ) AS found
  ORDER BY ${BY[order]}
  LIMIT $6
)
SELECT page.customer_id, page.arr::text, customer.first_active::text,
  (${from === 'ranking' ? RANKED_ARR : 'SELECT coalesce(sum(arr), 0) FROM summed'})::text AS book_arr
FROM page
LEFT JOIN customer ON customer.customer_id = page.customer_id
ORDER BY ${BY[order].replaceAll('customer_id', 'page.customer_id').replace('arr', 'page.arr')}`;
