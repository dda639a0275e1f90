import { CURRENCY } from '../fields/currency.ts';
import { DATE } from '../fields/date.ts';
import { dictionary, textOr } from '../fields/either.ts';
import { bad, fault, type JsonObject, type Stated } from '../fields/field.ts';
import { list } from '../fields/list.ts';
import { BOOLEAN, whole } from '../fields/number.ts';
import { closed, guarded, nullable, optional, required, type Rule } from '../fields/object.ts';
import { IDENTIFIER, TEXT } from '../fields/text.ts';
import { CONTRACT_DISCOUNTS } from './discounts.ts';
import { LINES } from './lines.ts';
import { fewPriceChanges } from './price-changes.ts';

const RENEWS_MAX = 100;

const afterTermStart: Rule = (end, { start }) =>
  typeof end === 'string' && typeof start === 'string' && end <= start
    ? fault('term_ends_before_it_starts', 'is not after data.term.start')
    : null;

const notAfterTermStart: Rule = (anchor, { start }) =>
  typeof anchor === 'string' && typeof start === 'string' && anchor > start ? bad('is after data.term.start') : null;

const TERM = closed('a term', {
  start: required(DATE),
  end: nullable(DATE, afterTermStart),
  auto_renew: optional(BOOLEAN),
  anchor: optional(DATE, notAfterTermStart),
});

const anotherContract: Rule = (renews, { contract_id: itself }: JsonObject) =>
  renews === itself || (Array.isArray(renews) && renews.includes(itself)) ? bad('names the contract itself') : null;

const RENEWS = textOr(
  IDENTIFIER,
  list(IDENTIFIER, { most: RENEWS_MAX, tooMany: (count) => bad(`names ${count} contracts, more than ${RENEWS_MAX}`) }),
);

/** `data` of `subscription.created` and `subscription.amended`, in the order in which faults count. */
export const TERMS_DATA = guarded({
  contract_id: required(IDENTIFIER),
  customer_id: required(IDENTIFIER),
  currency: required(CURRENCY),
  effective_date: required(DATE),
  version: optional(whole(0)),
  term: required(TERM),
  lines: required(LINES, fewPriceChanges(['lines'])),
  discounts: optional(CONTRACT_DISCOUNTS, fewPriceChanges(['lines', 'discounts'])),
  attributes: optional(dictionary(TEXT, TEXT, 'is not an object of texts')),
  renews: optional(RENEWS, anotherContract),
  opened_date: optional(DATE),
  closed_date: optional(DATE),
});

/** `data` of `subscription.cancelled`. */
export const CANCELLED_DATA = guarded({
  contract_id: required(IDENTIFIER),
  effective_date: required(DATE),
  version: optional(whole(0)),
  reason: optional(TEXT),
});

/** `data` of `customer.merged`. */
export const MERGED_DATA = guarded({ customer_id: required(IDENTIFIER), into: nullable(IDENTIFIER) });

/** The data as stated: nulls and absent fields as they came, decimals as text or whole numbers, unknown fields kept. */
export type TermsData = Stated<typeof TERMS_DATA>;
export type CancelledData = Stated<typeof CANCELLED_DATA>;
export type MergedData = Stated<typeof MERGED_DATA>;
