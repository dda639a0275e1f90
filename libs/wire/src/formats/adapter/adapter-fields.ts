import { CURRENCY } from '../../fields/currency.ts';
import { DATE } from '../../fields/date.ts';
import { AMOUNT, PERCENTAGE, UNIT_PRICE } from '../../fields/decimal.ts';
import { dictionary, textOr } from '../../fields/either.ts';
import { bad, type Stated } from '../../fields/field.ts';
import { list } from '../../fields/list.ts';
import { BOOLEAN, whole } from '../../fields/number.ts';
import { closed, nullable, optional, required, type Rule } from '../../fields/object.ts';
import { IDENTIFIER, TEXT, word } from '../../fields/text.ts';

const INTERVAL = word(['day', 'week', 'month', 'year']);

/** A path from the subscription object, dots and list indexes, or several: the first that holds text counts. */
const PATHS = textOr(IDENTIFIER, list(IDENTIFIER, { least: 1 }));

const TIER = closed('a tier', {
  up_to: nullable(AMOUNT),
  unit_amount: optional(UNIT_PRICE),
  flat_amount: optional(AMOUNT),
});

const PACKAGES = closed('packages', {
  divide_by: required(whole(1, 1_000_000_000)),
  round: optional(word(['up', 'down'])),
});

const PRICE = closed('a price', {
  currency: optional(CURRENCY),
  interval: optional(INTERVAL),
  count: optional(whole(1, 1000)),
  product: optional(IDENTIFIER),
  usage_type: optional(word(['licensed', 'metered'])),
  unit_amount: optional(UNIT_PRICE),
  transform_quantity: optional(PACKAGES),
  tiers_mode: optional(word(['volume', 'graduated', 'stairstep'])),
  tiers: optional(list(TIER, { least: 1 })),
});

const oneValue: Rule = (_percent, { percent, amount }) =>
  ((percent ?? null) === null) === ((amount ?? null) === null) ? bad('and amount: one of them states the value') : null;

const withCurrency: Rule = (_amount, { currency }) =>
  (currency ?? null) === null ? bad('needs a currency beside it') : null;

const COUPON = closed('a coupon', {
  percent: optional(PERCENTAGE),
  amount: optional(AMOUNT, withCurrency),
  currency: optional(CURRENCY),
  currency_options: optional(dictionary(CURRENCY, AMOUNT, 'is not an object of amounts by currency')),
  products: optional(list(IDENTIFIER)),
  months: optional(whole(1, 12_000)),
  forever: optional(BOOLEAN),
  once: optional(BOOLEAN),
});

const DISCOUNT = closed('a discount', {
  coupon: required(IDENTIFIER),
  start: optional(DATE),
  end: optional(DATE),
});

const PLAN = closed('a plan', { interval: required(INTERVAL), count: optional(whole(1, 1000)) });

const byId = <T>(what: string, item: Parameters<typeof dictionary<T>>[1]) =>
  dictionary(IDENTIFIER, item, `is not an object of ${what} by id`);

const COUPONS: Rule = (coupons) => {
  const entries = Object.entries(coupons as Readonly<Record<string, Stated<typeof COUPON> | null>>);
  const faulty = entries.find(([, coupon]) => coupon !== null && oneValue(null, coupon, {}) !== null);
  return faulty === undefined ? null : bad(`has ${faulty[0]}, which states not exactly one of percent and amount`);
};

const CATALOG = closed('a catalog', {
  prices: optional(byId('prices', PRICE)),
  coupons: optional(byId('coupons', COUPON), COUPONS),
  discounts: optional(byId('discounts', DISCOUNT)),
  plans: optional(byId('plans', PLAN)),
});

const STATUS = closed('the object of statuses', {
  past_due: optional(word(['count', 'drop'])),
  unpaid: optional(word(['count', 'drop'])),
  pause_collection: optional(word(['count', 'drop'])),
});

const TERMS = closed('the object of terms', { from_interval_months: optional(whole(1, 1200)) });

/** The keys of `adapter.json`: how payloads of a billing system are read. All are optional. */
export const ADAPTER = closed('an adapter', {
  mode: optional(word(['live', 'test', 'any'])),
  account: optional(IDENTIFIER),
  contract_prefix: optional(TEXT),
  customer: optional(PATHS),
  currency: optional(CURRENCY),
  attributes: optional(dictionary(IDENTIFIER, PATHS, 'is not an object of paths by attribute')),
  products: optional(dictionary(IDENTIFIER, IDENTIFIER, 'is not an object of products by id')),
  closed_date: optional(PATHS),
  opened_date: optional(PATHS),
  renews: optional(PATHS),
  exponents: optional(dictionary(CURRENCY, whole(0, 10), 'is not an object of exponents by currency')),
  status: optional(STATUS),
  terms: optional(TERMS),
  unknown_discount: optional(word(['refuse', 'gross'])),
  schedules: optional(word(['ignore', 'follow'])),
  components: optional(word(['required', 'none'])),
  country: optional(PATHS),
  catalog: optional(CATALOG),
});

export type StatedAdapter = Stated<typeof ADAPTER>;
export type CatalogPrice = Stated<typeof PRICE>;
export type CatalogCoupon = Stated<typeof COUPON>;
export type CatalogDiscount = Stated<typeof DISCOUNT>;
export type CatalogPlan = Stated<typeof PLAN>;
