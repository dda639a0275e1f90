import { LISTED_COLUMNS, LISTED_SPANS } from './contracts-by-customer.sql.ts';

/** Collects the parameters of a statement while it is composed. The day of the list is $1. */
export class Parameters {
  readonly values: unknown[];

  constructor(day: string) {
    this.values = [day];
  }

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** The values of an attribute that are wanted; a missing or empty one is `(none)`. */
const attributeIn = (name: string, values: string): string =>
  `coalesce(nullif(span.attributes ->> ${name}, ''), '(none)') = ANY (${values}::text[])`;

const contains = (text: string, query: string): string =>
  `position(lower(${query}) IN lower(${text} COLLATE "default")) > 0`;

/** JSON writes these characters of a value differently. */
const IS_ESCAPED = /["\\\p{Cc}]/u;

/** The text of all attributes is looked at first, which is far cheaper than each value. */
const queryIn = (query: string, isEscaped: boolean): string => {
  const someAttribute = isEscaped ? 'true' : contains('span.attributes::text', query);
  return `(${contains('span.contract_id', query)} OR ${contains('span.customer_id', query)} OR (${someAttribute} AND EXISTS (
    SELECT FROM jsonb_each_text(span.attributes) AS attribute WHERE ${contains('attribute.value', query)}
  )))`;
};

/** The text that is searched for, or the ids of the contracts that have it, if they are few. */
export type Search = Readonly<{ text: string } | { found: readonly string[] }>;

type Filters = Readonly<{
  customer: string | null;
  attributes: ReadonlyMap<string, readonly string[]>;
}>;

/** The conditions for the spans of a list on the day $1. A customer's contracts are found by span_run_customer, those of a search by the primary key. */
export const listedSpans = (
  { customer, attributes }: Filters,
  search: Search | null,
  parameters: Parameters,
): string => {
  const conditions: string[] = [];
  if (customer !== null) {
    const id = parameters.add(customer);
    conditions.push(
      `span.customer_id = coalesce((SELECT counts_for FROM merged_customer WHERE customer_id = ${id}), ${id})`,
    );
  }
  if (search !== null)
    conditions.push(
      'found' in search
        ? `span.contract_id = ANY (${parameters.add(search.found)}::text[])`
        : queryIn(`${parameters.add(search.text)}::text`, IS_ESCAPED.test(search.text)),
    );
  for (const [name, values] of attributes)
    conditions.push(attributeIn(`${parameters.add(name)}::text`, parameters.add(values)));
  return conditions.length === 0 ? 'true' : conditions.join('\n    AND ');
};

/** The contracts that have the text, in no order; one pass over the spans, or a part of one if they are many. */
export const contractsFound = (where: string, limit: string): string => `
SELECT span.contract_id
FROM ${LISTED_SPANS} AS span
WHERE ${where}
LIMIT ${limit}`;

/** By the primary key of span_run, from the place on. */
export const contractsById = (where: string, after: string | null, limit: string): string => `
SELECT ${LISTED_COLUMNS}
FROM ${LISTED_SPANS} AS span
WHERE ${where}
  ${after === null ? '' : `AND span.contract_id > ${after}`}
ORDER BY span.contract_id
LIMIT ${limit}`;

/** By span_run_customer, from the place on. */
export const contractsByCustomer = (
  where: string,
  after: Readonly<{ customer: string; contract: string }> | null,
  limit: string,
): string => `
SELECT ${LISTED_COLUMNS}
FROM ${LISTED_SPANS} AS span
WHERE ${where}
  ${after === null ? '' : `AND span.customer_id >= ${after.customer} AND (span.customer_id, span.contract_id) > (${after.customer}, ${after.contract})`}
ORDER BY span.customer_id, span.contract_id
LIMIT ${limit}`;

/** A place among contracts by ARR, as parameters: the ARR in the reporting currency, and the currency, ARR and id. */
export type ArrPlace = Readonly<{ reporting: string; currency: string; arr: string; contract: string }>;

/** Behind a place, by the columns of `of`: a span, or a contract as it is ranked. */
export const behindRated = ({ reporting, currency, arr, contract }: ArrPlace, of: string): string => `
      -- The bound is loose, because the ARR in the reporting currency is rounded; the conditions below it are exact.
      AND ${of}.arr <= ${reporting}::numeric / rated.rate + 1
      AND CASE
        WHEN rated.currency = ${currency} COLLATE "C" THEN
          ${of}.arr < ${arr}::numeric OR (${of}.arr = ${arr}::numeric AND ${of}.contract_id > ${contract})
        WHEN rated.currency > ${currency} COLLATE "C" THEN round10(${of}.arr * rated.rate) <= ${reporting}::numeric
        ELSE round10(${of}.arr * rated.rate) < ${reporting}::numeric
      END`;

/** The same among contracts without a rate. */
export const behindWithoutRate = ({ currency, arr, contract }: Omit<ArrPlace, 'reporting'>, of: string): string =>
  `
  AND (${of}.currency, -${of}.arr, ${of}.contract_id) > (${currency}, -${arr}::numeric, ${contract})`;

/**
 * The contracts with the largest ARR in the reporting currency, of equals by currency, ARR and id: the first ones of each
 * currency with a rate, which are in the same order in both currencies, and then the first ones of all.
 */
export const contractsByArr = (
  where: string,
  rated: Readonly<{ currencies: string; rates: string }>,
  after: ArrPlace | null,
  limit: string,
): string => `
SELECT span.*, span.reporting::text AS reporting
FROM unnest(${rated.currencies}::text[], ${rated.rates}::numeric[]) AS rated(currency, rate)
CROSS JOIN LATERAL (
  SELECT ${LISTED_COLUMNS}, span.arr AS own_arr, round10(span.arr * rated.rate) AS reporting
  FROM ${LISTED_SPANS} AS span
  WHERE span.currency = rated.currency
    AND ${where}${after === null ? '' : behindRated(after, 'span')}
  ORDER BY span.arr DESC, span.contract_id
  LIMIT ${limit}
) AS span
ORDER BY span.reporting DESC, span.currency, span.own_arr DESC, span.contract_id
LIMIT ${limit}`;

/** The contracts in currencies without a rate, by currency, ARR and id. */
export const contractsWithoutRate = (
  where: string,
  currencies: string,
  after: Omit<ArrPlace, 'reporting'> | null,
  limit: string,
): string => `
SELECT ${LISTED_COLUMNS}
FROM ${LISTED_SPANS} AS span
WHERE ${where}
  AND span.currency <> ALL (${currencies}::text[])${after === null ? '' : behindWithoutRate(after, 'span')}
ORDER BY span.currency, span.arr DESC, span.contract_id
LIMIT ${limit}`;
