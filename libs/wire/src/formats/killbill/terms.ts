import { Decimal, ONE, ZERO } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, StatedLine, Terms } from '../frame/statement.ts';
import { BILLING_PERIODS } from './billing-periods.ts';

type Context = Readonly<{ subscription: Payload; event: Payload; reading: Reading; findings: Findings }>;

/** The price of the event's phase, which is listed beside the events. */
const listedPrice = ({ subscription, event }: Context): Payload | null => {
  const [plan, phase] = [event.at('plan').text, event.at('phase').text];
  const isOfPlan = (price: Payload): boolean => (price.at('planName').text ?? plan) === plan;
  const all = subscription.at('prices').items;
  return all.find((price) => price.at('phaseName').text === phase && isOfPlan(price)) ?? null;
};

/** Whether nothing is paid yet. Kill Bill names a phase after its plan and its type. */
const isTrial = (price: Payload | null, { event }: Context): boolean => {
  const type = price?.at('phaseType').text ?? null;
  return type === null ? event.at('phase').text?.endsWith('-trial') === true : type === 'TRIAL';
};

type Priced = Readonly<{ recurring: Decimal | null; fixed: Decimal | null }>;

/** The price of the payload, else of the catalog by the name of the phase or plan; null: it is in neither. */
const pricedBy = (price: Payload | null, { event, reading }: Context): Priced | null => {
  if (price !== null) return { recurring: price.at('recurringPrice').decimal, fixed: price.at('fixedPrice').decimal };
  const names = [event.at('phase').text, event.at('plan').text];
  const [amount] = names.flatMap((name) => {
    const listed = name === null ? null : reading.adapter.catalog.prices.get(name)?.unit_amount;
    return listed ?? [];
  });
  return amount === undefined ? null : { recurring: new Decimal(amount), fixed: null };
};

const intervalOf = ({ subscription, event, findings }: Context): BillingInterval | null => {
  const period = event.at('billingPeriod').isThere ? event.at('billingPeriod') : subscription.at('billingPeriod');
  const word = period.text ?? '';
  const found = Object.hasOwn(BILLING_PERIODS, word) ? (BILLING_PERIODS[word] ?? null) : null;
  if (found !== null) return found;
  const isMissing = word === '' || word === 'NO_BILLING_PERIOD';
  findings.refuse(
    isMissing ? 'amount_unknown' : 'unsupported',
    period.path,
    isMissing ? 'says no interval for the recurring price' : `${shown(word)} has no meaning here`,
  );
  return null;
};

const recurringLine = (id: string, unitPrice: Decimal, context: Context): readonly StatedLine[] => {
  const { subscription, event } = context;
  const quantity = event.at('quantity').decimal ?? subscription.at('quantity').decimal ?? ONE;
  const per = intervalOf(context);
  if (per === null || quantity.isZero()) return [];
  const product = event.at('product').text ?? id;
  return [{ id, kind: 'recurring', product, quantity, unitPrice, per, start: null, end: null, discounts: [] }];
};

const linesOf = (context: Context): readonly StatedLine[] => {
  const { event, findings } = context;
  const [id, price] = [event.at('plan').text, listedPrice(context)];
  if (id === null) findings.refuse('partial_terms', event.at('plan').path, 'is missing');
  if ((price?.at('usagePrices').items.length ?? 0) > 0) findings.note('usage_excluded');
  if (id === null || isTrial(price, context)) return [];
  const priced = pricedBy(price, context);
  if (priced === null) {
    const named = shown(event.at('phase').text ?? id);
    findings.refuse('amount_unknown', event.path, `${named} has no price in the payload, nor in the catalog (prices)`);
    return [];
  }
  const { recurring, fixed } = priced;
  const oneOff: readonly StatedLine[] =
    fixed === null || fixed.eq(ZERO)
      ? []
      : [{ id: `${id}.fixed`, kind: 'one_time', product: event.at('product').text ?? id, amount: fixed, date: null }];
  return [...(recurring === null ? [] : recurringLine(id, recurring, context)), ...oneOff];
};

/** The terms from an event on: the price of its phase. Kill Bill has no stated commitments, so they are evergreen. */
export const killbillTerms = (subscription: Payload, event: Payload, reading: Reading, findings: Findings): Terms => {
  const { currency } = reading.adapter;
  if (currency === null) {
    const reason = 'is in the account alone, not in the subscription: state it in the adapter (currency)';
    findings.refuse('partial_terms', 'currency', reason);
  }
  const stated = { subscription: subscription.with(findings), event: event.with(findings) };
  return {
    customerId: stated.subscription.at('accountId').text,
    currency,
    term: null,
    scheduledEnd: null,
    pause: null,
    trial: null,
    lines: linesOf({ ...stated, reading, findings }),
    discounts: [],
  };
};
