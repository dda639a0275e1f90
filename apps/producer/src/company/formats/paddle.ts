import { billedFrom, discountEndsOn, idOf, type Moment, periodOf, timeOn } from '../moments.ts';
import type { Coupon } from '../story.ts';
import type { Writer } from '../writer.ts';

type Json = Readonly<Record<string, unknown>>;

/** Ids of Paddle are a kind and 26 letters and digits, of which the first are a time. */
const id = (kind: string, text: string): string => `${kind}_01jh${idOf(`paddle ${kind} ${text}`, 22)}`;

/** Paddle writes microseconds. */
const precise = (time: string): string => time.replace('Z', '.635628Z');
const at = (day: string, moment: Moment): string => precise(timeOn(day, moment));
const subscriptionId = ({ key }: Moment): string => id('sub', key);
const discountId = (coupon: Coupon): string => id('dsc', coupon);

const CREATED = '2024-11-04T09:12:41.538367Z';

const productOf = ({ state: { plan } }: Moment): Json => ({
  id: id('pro', plan.name),
  name: plan.name === 'core' ? 'Core' : 'Enterprise',
  type: 'standard',
  status: 'active',
  tax_category: 'saas',
  description: null,
  image_url: null,
  custom_data: { features: { sso: plan.name === 'enterprise' } },
  import_meta: null,
  created_at: CREATED,
  updated_at: CREATED,
});

const priceOf = ({ customer: { currency }, state: { plan } }: Moment): Json => ({
  id: id('pri', `${plan.name} ${plan.price} ${currency}`),
  name: `${plan.name} (${plan.interval}ly)`,
  type: 'standard',
  status: 'active',
  quantity: { maximum: 999, minimum: 1 },
  tax_mode: 'account_setting',
  created_at: CREATED,
  product_id: id('pro', plan.name),
  unit_price: { amount: String(plan.price * 100), currency_code: currency },
  updated_at: CREATED,
  custom_data: null,
  description: `${plan.interval}ly`,
  import_meta: null,
  trial_period: null,
  billing_cycle: { interval: plan.interval, frequency: 1 },
  unit_price_overrides: [],
});

const itemOf = (moment: Moment): Json => {
  const { customer, state } = moment;
  const { start, end } = periodOf(moment);
  const isTrialing = state.status === 'trialing';
  return {
    price: priceOf(moment),
    product: productOf(moment),
    status: isTrialing ? 'trialing' : state.status === 'active' ? 'active' : 'inactive',
    quantity: state.plan.seats,
    recurring: true,
    created_at: at(customer.startsOn, moment),
    updated_at: precise(moment.time),
    trial_dates:
      customer.trialEndsOn === null
        ? null
        : { starts_at: at(customer.startsOn, moment), ends_at: at(customer.trialEndsOn, moment) },
    next_billed_at: state.status === 'ended' ? null : at(end, moment),
    previously_billed_at: isTrialing ? null : at(start, moment),
  };
};

const scheduledChange = (moment: Moment): Json | null => {
  const { state } = moment;
  if (state.status === 'paused' && state.resumesOn !== null) {
    return { action: 'resume', effective_at: at(state.resumesOn, moment), resume_at: null };
  }
  if (state.status === 'ended' || state.endsOn === null) return null;
  return { action: 'cancel', effective_at: at(state.endsOn, moment), resume_at: null };
};

const discountOf = (moment: Moment): Json | null => {
  const { coupon, startsOn } = moment.customer;
  const end = discountEndsOn(moment.customer);
  if (coupon === null || (end !== null && moment.day >= end)) return null;
  return {
    id: discountId(coupon),
    type: 'percentage',
    starts_at: at(startsOn, moment),
    ends_at: end === null ? null : at(end, moment),
  };
};

const STATUSES = { trialing: 'trialing', active: 'active', paused: 'paused', ended: 'canceled' } as const;

const subscriptionOf = (moment: Moment): Json => {
  const { customer, state } = moment;
  const { start, end } = periodOf(moment);
  const isRunning = state.status === 'active' || state.status === 'trialing';
  return {
    id: subscriptionId(moment),
    items: [itemOf(moment)],
    status: STATUSES[state.status],
    discount: discountOf(moment),
    paused_at: state.pausedOn === null ? null : at(state.pausedOn, moment),
    address_id: id('add', moment.key),
    created_at: at(customer.startsOn, moment),
    started_at: at(customer.startsOn, moment),
    updated_at: precise(moment.time),
    business_id: null,
    canceled_at: state.endedOn === null ? null : at(state.endedOn, moment),
    custom_data: { tier: customer.tier, crm_id: idOf(moment.key, 10) },
    customer_id: id('ctm', moment.key),
    import_meta: null,
    billing_cycle: { interval: state.plan.interval, frequency: 1 },
    currency_code: customer.currency,
    next_billed_at: isRunning ? at(end, moment) : null,
    billing_details: null,
    collection_mode: 'automatic',
    first_billed_at: state.status === 'trialing' ? null : at(billedFrom(customer), moment),
    scheduled_change: scheduledChange(moment),
    current_billing_period: isRunning ? { starts_at: at(start, moment), ends_at: at(end, moment) } : null,
  };
};

const eventOf = (type: string, data: Json, moment: Moment): Json => ({
  event_id: id('evt', `${type} ${moment.key} ${moment.time}`),
  event_type: type,
  occurred_at: precise(moment.time),
  notification_id: id('ntf', `${type} ${moment.key} ${moment.time}`),
  data,
});

/** The special events, beside each of which an `.updated` comes. */
const SPECIAL: Readonly<Partial<Record<Moment['kind'], string>>> = {
  created: 'subscription.created',
  activated: 'subscription.activated',
  paused: 'subscription.paused',
  resumed: 'subscription.resumed',
  ended: 'subscription.canceled',
};

const transactionOf = (moment: Moment): Json => {
  const { seats, price } = moment.state.plan;
  return {
    id: id('txn', `${moment.key} ${moment.day}`),
    status: 'completed',
    customer_id: id('ctm', moment.key),
    subscription_id: subscriptionId(moment),
    currency_code: moment.customer.currency,
    origin: moment.kind === 'renewed' ? 'subscription_recurring' : 'web',
    details: { totals: { total: String(seats * price * 100), currency_code: moment.customer.currency } },
  };
};

const isPaid = ({ kind, state }: Moment): boolean =>
  state.status === 'active' && (kind === 'created' || kind === 'activated' || kind === 'renewed');

/** Paddle Billing: notifications. A discount is an id with its dates, so the adapter has what it takes off. */
export const paddle: Writer = {
  key: subscriptionId,
  write: (moment) => {
    const [special, data] = [SPECIAL[moment.kind], subscriptionOf(moment)];
    return [
      ...(special === undefined ? [] : [eventOf(special, data, moment)]),
      ...(moment.kind === 'created' ? [] : [eventOf('subscription.updated', data, moment)]),
      ...(isPaid(moment) ? [eventOf('transaction.completed', transactionOf(moment), moment)] : []),
    ];
  },
  adapter: () => ({
    catalog: {
      coupons: {
        [discountId('LOYAL20')]: { percent: '20', forever: true },
        [discountId('HALF3')]: { percent: '50', months: 3 },
      },
    },
  }),
};
