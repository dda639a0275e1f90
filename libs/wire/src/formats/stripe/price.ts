import { Decimal, ZERO } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import type { CatalogPrice } from '../adapter/adapter-fields.ts';
import { minorAmount } from '../frame/amounts.ts';
import { billingInterval } from '../frame/billing-interval.ts';
import { catalogTiers, tiersMode } from '../frame/catalog-tiers.ts';
import { packagesOf } from '../frame/packages.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval } from '../frame/statement.ts';
import { type PricedPart, type Tier, tieredParts } from '../frame/tiers.ts';
import { major, type StripeContext } from './context.ts';

/** A price or plan: whole, or its id alone, of which the catalog has the rest. */
export type Price = Readonly<{
  id: string | null;
  product: string | null;
  currency: string | null;
  per: BillingInterval | null;
  isMetered: boolean;
  payload: Payload;
  listed: CatalogPrice | null;
}>;

const intervalOf = (payload: Payload, listed: CatalogPrice | null): BillingInterval | null => {
  const recurring = payload.at('recurring').isObject ? payload.at('recurring') : payload;
  const interval = recurring.at('interval').text ?? listed?.interval ?? null;
  const count = recurring.at('interval_count').whole ?? listed?.count ?? 1;
  return billingInterval(interval, count);
};

export const priceOf = (payload: Payload, { adapter, currency }: StripeContext): Price => {
  const id = payload.id;
  const listed = id === null ? null : (adapter.catalog.prices.get(id) ?? null);
  const recurring = payload.at('recurring').isObject ? payload.at('recurring') : payload;
  const stated = payload.at('currency').text?.toUpperCase() ?? listed?.currency ?? null;
  currency.add(stated, payload.at('currency').path);
  return {
    id,
    product: payload.at('product').id ?? listed?.product ?? id,
    currency: stated,
    per: intervalOf(payload, listed),
    isMetered: (recurring.at('usage_type').text ?? listed?.usage_type) === 'metered',
    payload,
    listed,
  };
};

const tierOf = (tier: Payload, currency: string, context: StripeContext): Tier => {
  const amount = (name: 'unit_amount' | 'flat_amount'): Decimal =>
    major(minorAmount(tier.at(`${name}_decimal`), tier.at(name), context.findings) ?? ZERO, currency, context);
  // Older API versions write the last bound as `inf`.
  const upTo = tier.at('up_to').value === 'inf' ? null : tier.at('up_to').decimal;
  return { upTo, unitAmount: amount('unit_amount'), flatAmount: amount('flat_amount') };
};

const unknown = (price: Price, what: string, { findings }: StripeContext): readonly PricedPart[] => {
  const { payload, id } = price;
  findings.refuse(
    'amount_unknown',
    payload.path,
    `${shown(id ?? 'without an id')} has no ${what} in the payload, nor in the catalog (prices)`,
  );
  return [];
};

const tiered = (price: Price, quantity: Decimal, context: StripeContext): readonly PricedPart[] => {
  const { payload, listed, currency } = price;
  const stated = payload.at('tiers').items;
  const mode = tiersMode(payload.at('tiers_mode').text ?? listed?.tiers_mode);
  const tiers =
    stated.length > 0 && currency !== null
      ? stated.map((tier) => tierOf(tier, currency, context))
      : listed === null
        ? []
        : catalogTiers(listed);
  const parts = mode === null || tiers.length === 0 ? null : tieredParts(mode, tiers, quantity);
  return parts ?? unknown(price, mode === null ? 'tiers_mode' : `tier for ${quantity.toFixed()}`, context);
};

const unitAmount = ({ payload, listed, currency }: Price, context: StripeContext): Decimal | null => {
  const minor = minorAmount(
    payload.first('unit_amount_decimal', 'amount_decimal'),
    payload.first('unit_amount', 'amount'),
    context.findings,
  );
  if (minor !== null && currency !== null) return major(minor, currency, context);
  const amount = listed?.unit_amount ?? null;
  return amount === null ? null : new Decimal(amount);
};

/** The quantity that is billed: packages where the price is for several units. */
const billedQuantity = (quantity: Decimal, { payload, listed }: Price): Decimal => {
  const transform = payload.first('transform_quantity', 'transform_usage');
  const packages = transform.isThere ? null : (listed?.transform_quantity ?? null);
  const size = packages === null ? transform.at('divide_by').decimal : new Decimal(packages.divide_by);
  if (size === null || size.lte(ZERO)) return quantity;
  const round = packages === null ? transform.at('round').text : packages.round;
  return packagesOf(quantity, size, round === 'down' ? 'down' : 'up');
};

/** What a price comes to at a quantity, for each billing interval. */
export const pricedParts = (price: Price, stated: Decimal, context: StripeContext): readonly PricedPart[] => {
  const quantity = billedQuantity(stated, price);
  if (quantity.isZero()) return [];
  const isTiered =
    price.payload.at('billing_scheme').text === 'tiered' ||
    (!price.payload.isObject && (price.listed?.tiers ?? null) !== null);
  if (isTiered) return tiered(price, quantity, context);
  const unitPrice = unitAmount(price, context);
  return unitPrice === null ? unknown(price, 'amount', context) : [{ suffix: '', quantity, unitPrice }];
};
