import { ONE } from '@app/domain';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, StatedLine } from '../frame/statement.ts';
import type { StripeContext } from './context.ts';
import { type Price, pricedParts, priceOf } from './price.ts';

/** An item of a subscription with the lines of its price. An item of usage has none. */
export type Item = Readonly<{ payload: Payload; per: BillingInterval; lines: readonly StatedLine[] }>;

const isObjectOrId = (payload: Payload): boolean => payload.isObject || typeof payload.value === 'string';

/** `price`, else `plan`: where both are there they may disagree, and the price counts, unless it is the plan's id alone. */
const priceIn = (item: Payload): Payload => {
  const [price, plan] = [item.at('price'), item.at('plan')];
  const isIdOfPlan = !price.isObject && plan.isObject && plan.at('id').value === price.value;
  return isObjectOrId(price) && !isIdOfPlan ? price : plan;
};

/** The price of an item: an id alone, as phases have it, means the price that the payload has elsewhere. */
const wholePriceIn = (item: Payload, { prices }: StripeContext): Payload => {
  const price = priceIn(item);
  return (price.isObject ? undefined : prices?.get(price.id ?? '')) ?? price;
};

/** The prices of a subscription's items by their ids. */
export const pricesIn = (subscription: Payload): ReadonlyMap<string, Payload> =>
  new Map(
    subscription
      .at('items')
      .at('data')
      .items.map(priceIn)
      .flatMap((price) => (price.isObject && price.id !== null ? [[price.id, price]] : [])),
  );

/** Notes rates of a tax that the prices have in them. */
export const noteTaxRates = (rates: Payload, { findings }: Pick<StripeContext, 'findings'>): void => {
  if (rates.items.some((rate) => rate.at('inclusive').value === true)) findings.note('tax_inclusive');
};

const noteTaxes = (item: Payload, { payload }: Price, context: StripeContext): void => {
  if (payload.at('tax_behavior').text === 'inclusive') context.findings.note('tax_inclusive');
  noteTaxRates(item.at('tax_rates'), context);
};

const linesOf = (item: Payload, price: Price, per: BillingInterval, context: StripeContext): readonly StatedLine[] => {
  const quantity = item.at('quantity').decimal ?? ONE;
  const id = item.at('id').text ?? price.id ?? 'item';
  return pricedParts(price, quantity, context).map(({ suffix, ...part }) => ({
    id: `${id}${suffix}`,
    kind: 'recurring',
    product: price.product ?? id,
    ...part,
    per,
    start: null,
    end: null,
    discounts: [],
  }));
};

/** An item of a subscription, or of a phase of its schedule. Null: it is usage, or the payload is refused for it. */
export const itemOf = (item: Payload, context: StripeContext): Item | null => {
  const price = priceOf(wholePriceIn(item, context), context);
  noteTaxes(item, price, context);
  if (price.isMetered) {
    context.findings.note('usage_excluded');
    return null;
  }
  if (price.per === null) {
    const reason = `${price.id ?? 'without an id'} has no interval in the payload, nor in the catalog (prices)`;
    context.findings.refuse('amount_unknown', price.payload.path, reason);
    return null;
  }
  return { payload: item, per: price.per, lines: linesOf(item, price, price.per, context) };
};

/** The items of a subscription as payloads; one of the oldest API versions is its own only item. */
export const itemPayloads = (
  subscription: Payload,
  { findings }: Pick<StripeContext, 'findings'>,
): readonly Payload[] => {
  const list = subscription.at('items');
  if (list.at('has_more').flag) {
    findings.refuse('partial_terms', list.path, 'has more items than the payload carries');
    return [];
  }
  if (Array.isArray(list.at('data').value)) return list.at('data').items;
  if (subscription.at('plan').isObject) return [withoutId(subscription)];
  findings.refuse('partial_terms', list.path, 'is missing, and so is plan');
  return [];
};

/** The subscription as an item: its lines are called after the plan, since its own id is that of the contract. */
const withoutId = (subscription: Payload): Payload => subscription.picked(['plan', 'quantity', 'tax_rates']);
