import { type CivilDate, type Instant, plain } from '@app/domain';
import type { Adapter } from '../adapter/read-adapter.ts';
import { Findings } from '../frame/findings.ts';
import { minorAmount } from '../frame/amounts.ts';
import { Payload } from '../frame/payload.ts';
import { major } from './context.ts';

type Json = Readonly<Record<string, unknown>>;

/** A part of a catalog, and what is not of it. */
export type CatalogParts = Readonly<{
  prices: Readonly<Record<string, Json>>;
  coupons: Readonly<Record<string, Json>>;
  discounts: Readonly<Record<string, Json>>;
  /** Objects that are neither prices, coupons nor discounts, or cannot be read. */
  passedOver: number;
}>;

type Entry = Readonly<{ part: 'prices' | 'coupons' | 'discounts'; id: string; json: Json }>;

const given = (name: string, value: unknown): Json => (value === null || value === undefined ? {} : { [name]: value });

/** The zone of days, and the adapter whose exponents hold instead of Stripe’s. */
export type CatalogTerms = Readonly<{ dayOf: (instant: Instant) => CivilDate; adapter: Pick<Adapter, 'exponents'> }>;

type Priced = Readonly<{ currency: string; adapter: CatalogTerms['adapter'] }>;

const amount = (object: Payload, name: string, { currency, adapter }: Priced): string | null => {
  const minor = minorAmount(object.at(`${name}_decimal`), object.at(name), new Findings());
  return minor === null ? null : plain(major(minor, currency, { adapter }));
};

/** The number of units in a package, and how a part of one is rounded. */
const packagesJson = (transform: Payload): Json | null => {
  const size = transform.at('divide_by').whole;
  return size === null ? null : { divide_by: size, ...given('round', transform.at('round').text) };
};

const priceJson = (price: Payload, priced: Priced): Json => {
  const recurring = price.at('recurring').isObject ? price.at('recurring') : price;
  const tiers = price.at('tiers').items.map((tier) => ({
    up_to: tier.at('up_to').value === 'inf' ? null : (tier.at('up_to').decimal?.toFixed() ?? null),
    unit_amount: amount(tier, 'unit_amount', priced) ?? '0',
    ...given('flat_amount', amount(tier, 'flat_amount', priced)),
  }));
  const packages = price.first('transform_quantity', 'transform_usage');
  return {
    currency: priced.currency,
    ...given('interval', recurring.at('interval').text),
    ...given('count', recurring.at('interval_count').whole),
    ...given('product', price.at('product').id),
    ...(recurring.at('usage_type').text === 'metered' ? { usage_type: 'metered' } : {}),
    ...given('transform_quantity', packagesJson(packages)),
    ...given('unit_amount', amount(price, 'unit_amount', priced) ?? amount(price, 'amount', priced)),
    ...given('tiers_mode', price.at('tiers_mode').text),
    ...(tiers.length === 0 ? {} : { tiers }),
  };
};

const optionsOf = (coupon: Payload, { adapter }: CatalogTerms): Json | null => {
  const options = Object.keys(coupon.at('currency_options').object).flatMap((code) => {
    const minor = coupon.at('currency_options').at(code).at('amount_off').decimal;
    return minor === null ? [] : [[code.toUpperCase(), plain(major(minor, code.toUpperCase(), { adapter }))] as const];
  });
  return options.length === 0 ? null : Object.fromEntries(options);
};

const couponJson = (coupon: Payload, terms: CatalogTerms): Json => {
  const currency = coupon.at('currency').text?.toUpperCase() ?? null;
  const off = coupon.at('amount_off').decimal;
  const products = coupon
    .at('applies_to')
    .at('products')
    .items.flatMap((each) => each.id ?? []);
  const duration = coupon.at('duration').text;
  return {
    ...given('percent', coupon.at('percent_off').decimal?.toFixed()),
    ...(off === null || currency === null ? {} : { amount: plain(major(off, currency, terms)), currency }),
    ...given('currency_options', optionsOf(coupon, terms)),
    ...(products.length === 0 ? {} : { products }),
    ...(duration === 'once' ? { once: true } : {}),
    ...(duration === 'repeating' ? given('months', coupon.at('duration_in_months').whole) : {}),
    ...(duration === 'forever' ? { forever: true } : {}),
  };
};

const discountEntries = (discount: Payload, terms: CatalogTerms): readonly Entry[] => {
  const stated = discount.at('coupon').isThere ? discount.at('coupon') : discount.at('source').at('coupon');
  const [id, coupon] = [discount.at('id').text, stated.id];
  if (id === null || coupon === null) return [];
  const [start, end] = [discount.at('start').unixSeconds, discount.at('end').unixSeconds];
  const json = {
    coupon,
    ...given('start', start === null ? null : terms.dayOf(start)),
    ...given('end', end === null ? null : terms.dayOf(end)),
  };
  const own: Entry = { part: 'discounts', id, json };
  return stated.isObject ? [own, { part: 'coupons', id: coupon, json: couponJson(stated, terms) }] : [own];
};

const entriesIn = (object: Payload, terms: CatalogTerms): readonly Entry[] => {
  const id = object.at('id').text;
  const kind = object.at('object').text;
  if (kind === 'event') return entriesIn(object.at('data').at('object'), terms);
  if (kind === 'discount') return discountEntries(object, terms);
  if (id === null) return [];
  const currency = object.at('currency').text?.toUpperCase() ?? null;
  if ((kind === 'price' || kind === 'plan') && currency !== null) {
    return [{ part: 'prices', id, json: priceJson(object, { currency, adapter: terms.adapter }) }];
  }
  return kind === 'coupon' ? [{ part: 'coupons', id, json: couponJson(object, terms) }] : [];
};

/**
 * The catalog that Stripe's prices, coupons and discounts make: what its subscriptions and webhooks refer to without
 * carrying it, in major units. Of one id that comes several times the last counts. Events of discounts count as their discount.
 */
export const stripeCatalog = (objects: Iterable<unknown>, terms: CatalogTerms): CatalogParts => {
  const parts = {
    prices: new Map<string, Json>(),
    coupons: new Map<string, Json>(),
    discounts: new Map<string, Json>(),
  };
  let passedOver = 0;
  for (const json of objects) {
    const findings = new Findings();
    const entries = entriesIn(new Payload(json, '', findings), terms);
    if (entries.length === 0 || findings.refusal !== null) passedOver += 1;
    else for (const { part, id, json: entry } of entries) parts[part].set(id, entry);
  }
  return {
    prices: Object.fromEntries(parts.prices),
    coupons: Object.fromEntries(parts.coupons),
    discounts: Object.fromEntries(parts.discounts),
    passedOver,
  };
};
