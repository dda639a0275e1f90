import { Decimal, ONE } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import type { CatalogPlan, CatalogPrice } from '../adapter/adapter-fields.ts';
import { fromMinor } from '../frame/amounts.ts';
import { billingInterval } from '../frame/billing-interval.ts';
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
  const { interval = null, count } = listed(idsOf(context), adapter.catalog.plans) ?? {};
  const found = billingInterval(interval, count ?? 1);
  if (found === null) {
    const reason = `of ${shown(idOf(product.at('id')))} says no billing interval, nor does the catalog (plans)`;
    findings.refuse('amount_unknown', product.at('interval').path, reason);
  }
  return found;
};

/** What this subscription pays for the product, which may differ from what the product costs today. */
const priceOf = (context: MaxioContext): Decimal | null => {
  const { subscription, adapter, currency } = context;
  const minor = subscription.at('product_price_in_cents').decimal;
  if (minor !== null) return fromMinor(minor, exponentOf(currency.code, context));
  const amount = listed(idsOf(context), adapter.catalog.prices)?.unit_amount ?? null;
  return amount === null ? null : new Decimal(amount);
};

/** The line of the product. */
export const productLines = (per: BillingInterval, context: MaxioContext): readonly StatedLine[] => {
  const { subscription, findings } = context;
  const id = idOf(subscription.at('product').at('id')) ?? subscription.at('product').at('handle').text;
  const unitPrice = priceOf(context);
  if (id === null) findings.refuse('partial_terms', 'product.id', 'is missing');
  if (unitPrice === null) {
    const reason = `of ${shown(id)} is missing, and the catalog (prices) has no amount`;
    findings.refuse('amount_unknown', subscription.at('product_price_in_cents').path, reason);
  }
  if (id === null || unitPrice === null) return [];
  return [{ id, kind: 'recurring', product: id, quantity: ONE, unitPrice, per, start: null, end: null, discounts: [] }];
};
