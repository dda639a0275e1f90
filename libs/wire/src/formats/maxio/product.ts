import { type Decimal, ONE } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import type { CatalogPlan, CatalogPrice } from '../adapter/adapter-fields.ts';
import { fromMinor } from '../frame/amounts.ts';
import { billingInterval } from '../frame/billing-interval.ts';
import { listedAmount, listedInterval } from '../frame/catalog-price.ts';
import { exponentOf } from '../frame/exponents.ts';
import type { BillingInterval, StatedLine } from '../frame/statement.ts';
import type { MaxioContext } from './context.ts';
import { idOf, wholeOf } from './fields.ts';

const idsOf = ({ subscription }: MaxioContext): readonly string[] => {
  const product = subscription.at('product');
  return [subscription.at('product_price_point_id'), product.at('id'), product.at('handle')].flatMap(
    (each) => idOf(each) ?? [],
  );
};

/** The first of these ids that the catalog has. */
export const listed = <T extends CatalogPlan | CatalogPrice>(
  ids: readonly string[],
  all: ReadonlyMap<string, T>,
): T | null => ids.flatMap((id) => all.get(id) ?? [])[0] ?? null;

/** How often the product is billed: as it says, else by the catalog. */
export const productInterval = (context: MaxioContext): BillingInterval | null => {
  const { subscription, adapter, findings } = context;
  const product = subscription.at('product');
  const stated = billingInterval(product.at('interval_unit').text, wholeOf(product.at('interval')));
  if (stated !== null) return stated;
  const found = listedInterval(listed(idsOf(context), adapter.catalog.plans));
  if (found === null) {
    const reason = `of ${shown(idOf(product.at('id')))} says no billing interval, nor does the catalog (plans)`;
    findings.refuse('amount_unknown', product.at('interval').path, reason);
  }
  return found;
};

type Priced = Readonly<{ unitPrice: Decimal; per: BillingInterval }>;

/** What this subscription pays for the product, which may differ from what the product costs today. */
const priceOf = (per: BillingInterval, context: MaxioContext): Priced | null => {
  const { subscription, adapter, currency } = context;
  const minor = subscription.at('product_price_in_cents').decimal;
  if (minor !== null) return { unitPrice: fromMinor(minor, exponentOf(currency.code, context)), per };
  const price = listed(idsOf(context), adapter.catalog.prices);
  const unitPrice = listedAmount(price, currency);
  return unitPrice === null ? null : { unitPrice, per: listedInterval(price) ?? per };
};

/** The line of the product. */
export const productLines = (billed: BillingInterval, context: MaxioContext): readonly StatedLine[] => {
  const { subscription, findings } = context;
  const id = idOf(subscription.at('product').at('id')) ?? subscription.at('product').at('handle').text;
  const priced = priceOf(billed, context);
  if (id === null) findings.refuse('partial_terms', 'product.id', 'is missing');
  if (priced === null) {
    const reason = `of ${shown(id)} is missing, and the catalog (prices) has no amount`;
    findings.refuse('amount_unknown', subscription.at('product_price_in_cents').path, reason);
  }
  if (id === null || priced === null) return [];
  return [{ id, kind: 'recurring', product: id, quantity: ONE, ...priced, start: null, end: null, discounts: [] }];
};
