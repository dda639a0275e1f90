import { type CivilDate, type Decimal, ONE, ZERO } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { priceOfTotal } from '../price-of-total.ts';
import { fromMinor, majorAmount } from '../frame/amounts.ts';
import { billingInterval } from '../frame/billing-interval.ts';
import { listedInterval } from '../frame/catalog-price.ts';
import { dayAt, endDay } from '../frame/days.ts';
import { exponentOf } from '../frame/exponents.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, StatedLine } from '../frame/statement.ts';
import type { ChargebeeContext } from './context.ts';

/** An item of either catalog, with its fields by the names of catalog 2. */
export type Item = Readonly<{
  id: string;
  kind: 'plan' | 'addon' | 'charge';
  path: string;
  field: (name: string) => Payload;
}>;

const KINDS = { plan: 'plan', addon: 'addon', charge: 'charge' } as const;

const kindOf = (item: Payload, { findings }: ChargebeeContext): Item['kind'] | null => {
  const type = item.at('item_type');
  const stated = type.text ?? '';
  if (stated === 'plan' || stated === 'addon' || stated === 'charge') return KINDS[stated];
  findings.refuse('unsupported', type.path, `${shown(type.value)} has no meaning here`);
  return null;
};

const identified = (item: Payload, idField: string, { findings }: ChargebeeContext): string | null => {
  const { text: id, path } = item.at(idField);
  if (id === null) findings.refuse('partial_terms', path, 'is missing');
  return id;
};

const itemOfCatalog2 = (item: Payload, context: ChargebeeContext): readonly Item[] => {
  const [id, kind] = [identified(item, 'item_price_id', context), kindOf(item, context)];
  return id === null || kind === null ? [] : [{ id, kind, path: item.path, field: (name) => item.at(name) }];
};

const addonOfCatalog1 = (addon: Payload, context: ChargebeeContext): readonly Item[] => {
  const id = identified(addon, 'id', context);
  return id === null ? [] : [{ id, kind: 'addon', path: addon.path, field: (name) => addon.at(name) }];
};

/** The items of catalog 2, else the plan and the addons of catalog 1. */
export const itemsOf = (subscription: Payload, context: ChargebeeContext): readonly Item[] => {
  const listed = subscription.at('subscription_items');
  if (listed.isThere) return listed.items.flatMap((item) => itemOfCatalog2(item, context));
  const id = subscription.at('plan_id').text;
  if (id === null) {
    context.findings.refuse('partial_terms', listed.path, 'is missing, and so is plan_id');
    return [];
  }
  const plan: Item = {
    id,
    kind: 'plan',
    path: subscription.at('plan_id').path,
    field: (name) => subscription.at(`plan_${name}`),
  };
  return [plan, ...subscription.at('addons').items.flatMap((addon) => addonOfCatalog1(addon, context))];
};

/** How often a subscription is billed. */
export const billingOf = (subscription: Payload): BillingInterval | null =>
  billingInterval(subscription.at('billing_period_unit').text, subscription.at('billing_period').whole);

/** An addon may have an interval of its own, which the payload or the catalog has. The plan is billed as the subscription. */
const perOf = ({ id, kind, field }: Item, subscription: Payload, { adapter }: ChargebeeContext) => {
  const listed = listedInterval(adapter.catalog.prices.get(id));
  if (kind !== 'addon') return billingOf(subscription) ?? listed;
  const own = billingInterval(field('billing_period_unit').text, field('billing_period').whole);
  return own ?? listed ?? billingOf(subscription);
};

type Priced = Readonly<{ quantity: Decimal; unitPrice: Decimal }>;

/** Billed quantity and unit price; where they do not make the amount, as with tiers, the amount is a total. */
const pricedOf = (item: Item, quantity: Decimal, context: ChargebeeContext): Priced | null => {
  const exponent = exponentOf(context.currency.code, context);
  const money = (name: string): Decimal | null =>
    majorAmount(item.field(`${name}_in_decimal`), item.field(name), { exponent, findings: context.findings });
  const [unitPrice, amount] = [money('unit_price'), money('amount')];
  if (unitPrice === null && amount === null) {
    const reason = `${shown(item.id)} has neither an amount nor a unit price`;
    context.findings.refuse('amount_unknown', item.path, reason);
    return null;
  }
  const isProduct =
    unitPrice !== null &&
    (amount === null || amount.minus(quantity.times(unitPrice)).abs().lt(fromMinor(ONE, exponent)));
  if (isProduct) return { quantity, unitPrice };
  const { quantity: billed, price } = priceOfTotal(amount ?? ZERO, quantity);
  return { quantity: billed, unitPrice: price };
};

/** One-off charges are due on the day of their event; that of a termination is not due before. */
const chargeDay = (item: Item, subscription: Payload, { dayOf, firstDay }: ChargebeeContext): CivilDate | null => {
  const day = (name: string) => dayAt(subscription.at(name).unixSeconds, dayOf);
  switch (item.field('charge_on_event').text) {
    case 'subscription_creation':
      return firstDay;
    case 'subscription_trial_start':
      return day('trial_start') ?? firstDay;
    case 'plan_activation':
    case 'subscription_activation':
      return day('activated_at') ?? endDay(subscription.at('trial_end').unixSeconds, dayOf);
    case null:
    default:
      return null;
  }
};

const isUsage = ({ kind, field }: Item): boolean => {
  const isAmount = field('amount').isThere || field('amount_in_decimal').isThere;
  const isQuantity = field('quantity').isThere || field('quantity_in_decimal').isThere;
  return kind !== 'charge' && (field('metered_quantity').isThere || (!isQuantity && !isAmount));
};

const quantityOf = ({ field }: Item): Decimal => {
  const quantity = field('quantity_in_decimal').decimal ?? field('quantity').decimal ?? ONE;
  const free = field('free_quantity_in_decimal').decimal ?? field('free_quantity').decimal ?? ZERO;
  return quantity.lt(free) ? ZERO : quantity.minus(free);
};

const recurringLine = (
  item: Item,
  { quantity, unitPrice }: Priced,
  { subscription, context }: Readonly<{ subscription: Payload; context: ChargebeeContext }>,
): readonly StatedLine[] => {
  const per = perOf(item, subscription, context);
  if (per === null) {
    context.findings.refuse(
      'amount_unknown',
      'billing_period',
      'or its unit is missing, and no catalog has it (prices)',
    );
    return [];
  }
  const end = endDay(item.field('trial_end').unixSeconds, context.dayOf);
  const trial = end === null ? null : { start: null, end };
  const { id } = item;
  return [
    { id, kind: 'recurring', product: id, quantity, unitPrice, per, start: null, end: null, trial, discounts: [] },
  ];
};

/** The line of an item. One of usage has none, nor has one of which nothing is billed. */
export const linesOf = (item: Item, subscription: Payload, context: ChargebeeContext): readonly StatedLine[] => {
  if (isUsage(item)) {
    context.findings.note('usage_excluded');
    return [];
  }
  const priced = pricedOf(item, quantityOf(item), context);
  if (priced === null || priced.quantity.isZero()) return [];
  if (item.kind !== 'charge') return recurringLine(item, priced, { subscription, context });
  if (item.field('charge_on_event').text === 'contract_termination') return [];
  const amount = priced.quantity.times(priced.unitPrice);
  const date = chargeDay(item, subscription, context);
  return [{ id: item.id, kind: 'one_time', product: item.id, amount, date }];
};
