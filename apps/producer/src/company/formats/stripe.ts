import { billedFrom, discountEndsOn, idOf, type Moment, numberOf, periodOf, secondsOf, timeOn } from '../moments.ts';
import type { Plan } from '../story.ts';
import type { Writer } from '../writer.ts';

type Json = Readonly<Record<string, unknown>>;

const at = (day: string, moment: Moment): number => secondsOf(timeOn(day, moment));
const customerId = ({ key }: Moment): string => `cus_${idOf(`customer ${key}`, 14)}`;
const subscriptionId = ({ key }: Moment): string => `sub_1${idOf(`stripe ${key}`, 23)}`;
const discountId = ({ key }: Moment): string => `di_1${idOf(`discount ${key}`, 23)}`;

const priceId = ({ name, price }: Plan, currency: string): string =>
  `price_1${idOf(`${name} ${price} ${currency}`, 23)}`;

/** A price and the plan of old that is the same: each event has both. */
const priced = ({ customer, state: { plan } }: Moment): Readonly<{ price: Json; plan: Json }> => {
  const [currency, amount] = [customer.currency.toLowerCase(), plan.price * 100];
  const common = {
    id: priceId(plan, currency),
    active: true,
    billing_scheme: 'per_unit',
    created: 1_731_000_000,
    currency,
    livemode: true,
    metadata: {},
    nickname: `${plan.name} ${plan.interval}ly`,
    product: plan.name === 'core' ? 'prod_QcoreSeats01' : 'prod_QenterprisE1',
    tiers_mode: null,
  };
  const recurring = {
    aggregate_usage: null,
    interval: plan.interval,
    interval_count: 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
  return {
    price: {
      ...common,
      object: 'price',
      custom_unit_amount: null,
      lookup_key: null,
      recurring,
      tax_behavior: 'exclusive',
      transform_quantity: null,
      type: 'recurring',
      unit_amount: amount,
      unit_amount_decimal: String(amount),
    },
    plan: { ...common, ...recurring, object: 'plan', amount, amount_decimal: String(amount), transform_usage: null },
  };
};

const itemOf = (moment: Moment): Json => {
  const [{ start, end }, { price, plan }] = [periodOf(moment), priced(moment)];
  return {
    id: `si_${idOf(`item ${moment.key}`, 14)}`,
    object: 'subscription_item',
    billing_thresholds: null,
    created: at(moment.customer.startsOn, moment) + 1,
    current_period_end: at(end, moment),
    current_period_start: at(start, moment),
    discounts: [],
    metadata: {},
    plan,
    price,
    quantity: moment.state.plan.seats,
    subscription: subscriptionId(moment),
    tax_rates: [],
  };
};

/** A discount is on a subscription until it is over. */
const hasDiscount = ({ customer, day }: Moment): boolean =>
  customer.coupon !== null && day < (discountEndsOn(customer) ?? '9999-12-31');

const statusOf = ({ state }: Moment): string => {
  if (state.status === 'ended') return 'canceled';
  return state.status === 'trialing' ? 'trialing' : 'active';
};

const subscriptionOf = (moment: Moment): Json => {
  const { customer, state, day } = moment;
  const trialEnd = customer.trialEndsOn === null ? null : at(customer.trialEndsOn, moment);
  const asked = moment.history.findLast(({ kind }) => kind === 'ending');
  const isEnding = state.endsOn !== null && state.endedOn === null;
  return {
    id: subscriptionId(moment),
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: true, liability: { type: 'self' } },
    billing_cycle_anchor: at(billedFrom(customer), moment),
    billing_mode: { type: 'classic' },
    cancel_at: isEnding && state.endsOn !== null ? at(state.endsOn, moment) : null,
    cancel_at_period_end: isEnding,
    canceled_at: isEnding ? secondsOf(asked?.time ?? moment.time) : state.endedOn === null ? null : at(day, moment),
    cancellation_details: { comment: null, feedback: isEnding ? 'too_expensive' : null, reason: null },
    collection_method: 'charge_automatically',
    created: at(customer.startsOn, moment),
    currency: customer.currency.toLowerCase(),
    customer: customerId(moment),
    days_until_due: null,
    default_payment_method: `pm_1${idOf(`card ${moment.key}`, 23)}`,
    default_tax_rates: [],
    description: null,
    discounts: hasDiscount(moment) ? [discountId(moment)] : [],
    ended_at: state.endedOn === null ? null : at(state.endedOn, moment),
    items: {
      object: 'list',
      data: [itemOf(moment)],
      has_more: false,
      total_count: 1,
      url: `/v1/subscription_items?subscription=${subscriptionId(moment)}`,
    },
    latest_invoice: `in_1${idOf(`invoice ${moment.key} ${day}`, 23)}`,
    livemode: true,
    metadata: { tier: customer.tier, salesforce_id: `006${idOf(moment.key, 12)}` },
    next_pending_invoice_item_invoice: null,
    pause_collection: state.resumesOn === null ? null : { behavior: 'void', resumes_at: at(state.resumesOn, moment) },
    payment_settings: { payment_method_options: null, save_default_payment_method: 'off' },
    pending_update: null,
    schedule: null,
    start_date: at(customer.startsOn, moment),
    status: statusOf(moment),
    test_clock: null,
    trial_end: trialEnd,
    trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    trial_start: trialEnd === null ? null : at(customer.startsOn, moment),
  };
};

const eventOf = (type: string, object: Json, moment: Moment, previous: Json | null = null): Json => ({
  id: `evt_1${idOf(`${type} ${moment.key} ${moment.time}`, 23)}`,
  object: 'event',
  api_version: '2025-03-31.basil',
  created: secondsOf(moment.time),
  data: { object, ...(previous === null ? {} : { previous_attributes: previous }) },
  livemode: true,
  pending_webhooks: 1 + numberOf(moment.key, 3),
  request: { id: null, idempotency_key: null },
  type,
});

const couponOf = (moment: Moment): Json => ({
  id: moment.customer.coupon,
  object: 'coupon',
  amount_off: null,
  currency: null,
  duration: moment.customer.coupon === 'HALF3' ? 'repeating' : 'forever',
  duration_in_months: moment.customer.coupon === 'HALF3' ? 3 : null,
  livemode: true,
  max_redemptions: null,
  name: moment.customer.coupon,
  percent_off: moment.customer.coupon === 'HALF3' ? 50 : 20,
  times_redeemed: 1,
  valid: true,
});

/** Webhooks about subscriptions name a discount by its id; what it is worth is in an event of its own. */
const discountEvents = (moment: Moment): readonly Json[] => {
  if (moment.kind !== 'created' || moment.customer.coupon === null) return [];
  const endsOn = discountEndsOn(moment.customer);
  const discount = {
    id: discountId(moment),
    object: 'discount',
    checkout_session: null,
    coupon: couponOf(moment),
    customer: customerId(moment),
    end: endsOn === null ? null : at(endsOn, moment),
    start: at(moment.day, moment),
    subscription: subscriptionId(moment),
  };
  return [eventOf('customer.discount.created', discount, moment)];
};

const invoicePaid = (moment: Moment): Json => {
  const { seats, price } = moment.state.plan;
  const invoice = {
    id: `in_1${idOf(`invoice ${moment.key} ${moment.day}`, 23)}`,
    object: 'invoice',
    amount_paid: seats * price * 100,
    billing_reason: moment.kind === 'renewed' ? 'subscription_cycle' : 'subscription_create',
    currency: moment.customer.currency.toLowerCase(),
    customer: customerId(moment),
    parent: { type: 'subscription_details', subscription_details: { subscription: subscriptionId(moment) } },
    status: 'paid',
    total: seats * price * 100,
  };
  return eventOf('invoice.paid', invoice, moment);
};

const ENDED = 'customer.subscription.deleted';

const typeOf = ({ kind }: Moment): string => {
  if (kind === 'created') return 'customer.subscription.created';
  return kind === 'ended' ? ENDED : 'customer.subscription.updated';
};

const write: Writer['write'] = (moment) => {
  const type = typeOf(moment);
  const previous = type === 'customer.subscription.updated' ? { latest_invoice: null } : null;
  const isPaid = moment.state.status === 'active' && (moment.kind === 'created' || moment.kind === 'renewed');
  return [
    ...discountEvents(moment),
    eventOf(type, subscriptionOf(moment), moment, previous),
    ...(isPaid ? [invoicePaid(moment)] : []),
  ];
};

/** Stripe: events of the API version of March 2025. Subscriptions name their discounts by id, so the adapter has those. */
export const stripe: Writer = {
  key: subscriptionId,
  write,
  adapter: (moments) => ({
    catalog: {
      coupons: { LOYAL20: { percent: '20', forever: true }, HALF3: { percent: '50', months: 3 } },
      discounts: Object.fromEntries(
        moments
          .filter(({ kind, customer }) => kind === 'created' && customer.coupon !== null)
          .map((moment) => [discountId(moment), { coupon: moment.customer.coupon, start: moment.day }]),
      ),
    },
  }),
};
