import { type CivilDate, type Decimal, ONE, ZERO } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { listedAmount, listedInterval } from '../frame/catalog-price.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import { OneCurrency } from '../frame/one-currency.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, StatedLine, Terms, Trial } from '../frame/statement.ts';
import { BILLING_PERIODS } from './billing-periods.ts';

type Context = Readonly<{
  subscription: Payload;
  event: Payload;
  day: CivilDate;
  reading: Reading;
  findings: Findings;
  currency: OneCurrency;
}>;

/** The price of the event's phase, which is listed beside the events. */
const listedPrice = ({ subscription, event }: Pick<Context, 'subscription' | 'event'>): Payload | null => {
  const [plan, phase] = [event.at('plan').text, event.at('phase').text];
  const isOfPlan = (price: Payload): boolean => (price.at('planName').text ?? plan) === plan;
  const all = subscription.at('prices').items;
  return all.find((price) => price.at('phaseName').text === phase && isOfPlan(price)) ?? null;
};

/** Whether nothing is paid yet. Kill Bill names a phase after its plan and its type. */
const isTrial = (price: Payload | null, { event }: Pick<Context, 'event'>): boolean => {
  const type = price?.at('phaseType').text ?? null;
  return type === null ? event.at('phase').text?.endsWith('-trial') === true : type === 'TRIAL';
};

/** Whether an event begins a phase in which nothing is paid yet. */
export const beginsTrial = (subscription: Payload, event: Payload): boolean =>
  isTrial(listedPrice({ subscription, event }), { event });

/** `per` null: the amount is for the interval that the event says. */
type Priced = Readonly<{ recurring: Decimal | null; fixed: Decimal | null; per: BillingInterval | null }>;

/** The price of the payload, else of the catalog by the name of the phase or plan; null: it is in neither. */
const pricedBy = (price: Payload | null, { event, reading, currency }: Context): Priced | null => {
  if (price !== null) {
    return { recurring: price.at('recurringPrice').decimal, fixed: price.at('fixedPrice').decimal, per: null };
  }
  const names = [event.at('phase').text, event.at('plan').text].flatMap((name) => name ?? []);
  const listed = names
    .map((name) => reading.adapter.catalog.prices.get(name))
    .find((each) => (each?.unit_amount ?? null) !== null);
  const recurring = listedAmount(listed, currency);
  return recurring === null ? null : { recurring, fixed: null, per: listedInterval(listed) };
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

type Recurring = Readonly<{ id: string; unitPrice: Decimal; own: BillingInterval | null }>;

const recurringLine = ({ id, unitPrice, own }: Recurring, context: Context): readonly StatedLine[] => {
  const { subscription, event } = context;
  const quantity = event.at('quantity').decimal ?? subscription.at('quantity').decimal ?? ONE;
  const per = own ?? intervalOf(context);
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
  const { recurring, fixed, per } = priced;
  const oneOff: readonly StatedLine[] =
    fixed === null || fixed.eq(ZERO)
      ? []
      : [
          {
            id: `${id}.fixed`,
            kind: 'one_time',
            product: event.at('product').text ?? id,
            amount: fixed,
            date: context.day,
          },
        ];
  const repeated = recurring === null ? [] : recurringLine({ id, unitPrice: recurring, own: per }, context);
  return [...repeated, ...oneOff];
};

/** An event of billing whose price is in force, with its day, and the trial with which the subscription began. */
export type PricedEvent = Readonly<{ event: Payload; day: CivilDate; trial: Trial | null }>;

/** The terms from an event on: the price of its phase. Kill Bill has no stated commitments, so they are evergreen. */
export const killbillTerms = (
  subscription: Payload,
  { event, day, trial }: PricedEvent,
  reading: Reading,
  findings: Findings,
): Terms => {
  const currency = new OneCurrency(findings);
  currency.add(reading.adapter.currency, 'currency');
  if (currency.code === null) {
    const reason = 'is in the account alone, not in the subscription: state it in the adapter (currency)';
    findings.refuse('partial_terms', 'currency', reason);
  }
  const stated = { subscription: subscription.with(findings), event: event.with(findings) };
  return {
    customerId: stated.subscription.at('accountId').text,
    currency: reading.adapter.currency,
    term: null,
    scheduledEnd: null,
    pause: null,
    trial,
    lines: linesOf({ ...stated, day, reading, findings, currency }),
    discounts: [],
  };
};
