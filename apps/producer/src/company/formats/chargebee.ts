import { billedFrom, discountEndsOn, idOf, type Moment, periodOf, secondsOf, timeOn } from '../moments.ts';
import type { Writer } from '../writer.ts';

type Json = Readonly<Record<string, unknown>>;

const at = (day: string, moment: Moment): number => secondsOf(timeOn(day, moment));
const subscriptionId = ({ key }: Moment): string => `AzZ${idOf(`chargebee ${key}`, 14)}`;
const customerId = ({ key }: Moment): string => `AzC${idOf(`customer ${key}`, 14)}`;

const EVENTS: Readonly<Record<Moment['kind'], string>> = {
  created: 'subscription_created',
  activated: 'subscription_activated',
  changed: 'subscription_changed',
  renewed: 'subscription_renewed',
  paused: 'subscription_paused',
  resumed: 'subscription_resumed',
  ending: 'subscription_cancellation_scheduled',
  kept: 'subscription_scheduled_cancellation_removed',
  ended: 'subscription_cancelled',
};

const statusOf = ({ state }: Moment): string => {
  switch (state.status) {
    case 'trialing':
      return state.endsOn === null ? 'in_trial' : 'non_renewing';
    case 'active':
      return state.endsOn === null ? 'active' : 'non_renewing';
    case 'paused':
      return 'paused';
    case 'ended':
      return 'cancelled';
  }
};

const itemOf = ({ customer, state: { plan } }: Moment): Json => ({
  item_price_id: `${plan.name}-${customer.currency}-${plan.interval}ly`,
  item_type: 'plan',
  quantity: plan.seats,
  unit_price: plan.price * 100,
  amount: plan.seats * plan.price * 100,
  free_quantity: 0,
  object: 'subscription_item',
});

const couponsOf = (moment: Moment): Json => {
  const { coupon } = moment.customer;
  const end = discountEndsOn(moment.customer);
  if (coupon === null || (end !== null && moment.day >= end)) return {};
  const applied = { coupon_id: coupon, applied_count: 1, object: 'coupon' };
  return { coupon, coupons: [end === null ? applied : { ...applied, apply_till: at(end, moment) }] };
};

/** Chargebee leaves out what a subscription does not have. */
const subscriptionOf = (moment: Moment): Json => {
  const { customer, state } = moment;
  const [{ start, end }, over] = [periodOf(moment), state.endedOn ?? state.endsOn];
  const isBilled = state.status !== 'trialing';
  return {
    id: subscriptionId(moment),
    billing_period: 1,
    billing_period_unit: state.plan.interval,
    ...(customer.trialEndsOn === null
      ? {}
      : { trial_start: at(customer.startsOn, moment), trial_end: at(customer.trialEndsOn, moment) }),
    auto_collection: 'on',
    customer_id: customerId(moment),
    status: statusOf(moment),
    ...(isBilled ? { current_term_start: at(start, moment), current_term_end: at(end, moment) } : {}),
    ...(over === null ? { next_billing_at: at(end, moment) } : { cancelled_at: at(over, moment) }),
    created_at: at(customer.startsOn, moment),
    started_at: at(customer.startsOn, moment),
    ...(isBilled ? { activated_at: at(billedFrom(customer), moment) } : {}),
    ...(state.pausedOn === null ? {} : { pause_date: at(state.pausedOn, moment) }),
    ...(state.resumesOn === null ? {} : { resume_date: at(state.resumesOn, moment) }),
    created_from_ip: '203.0.113.7',
    updated_at: secondsOf(moment.time),
    has_scheduled_changes: false,
    channel: 'web',
    resource_version: secondsOf(moment.time) * 1000 + 337,
    deleted: false,
    object: 'subscription',
    currency_code: customer.currency,
    subscription_items: [itemOf(moment)],
    ...couponsOf(moment),
    due_invoices_count: 0,
    mrr: 0,
    has_scheduled_advance_invoices: false,
    cf_tier: customer.tier,
  };
};

const customerOf = (moment: Moment): Json => ({
  id: customerId(moment),
  company: moment.customer.name,
  auto_collection: 'on',
  net_term_days: 0,
  allow_direct_debit: false,
  taxability: 'taxable',
  object: 'customer',
  preferred_currency_code: moment.customer.currency,
  promotional_credits: 0,
  card_status: 'valid',
});

const eventOf = (type: string, content: Json, moment: Moment): Json => ({
  id: `ev_${idOf(`${type} ${moment.key} ${moment.time}`, 17)}`,
  occurred_at: secondsOf(moment.time),
  source: 'scheduled_job',
  object: 'event',
  api_version: 'v2',
  content,
  event_type: type,
  webhook_status: 'scheduled',
  webhooks: [{ id: 'whv2_demo', webhook_status: 'scheduled', object: 'webhook' }],
});

const invoiceOf = (moment: Moment): Json => {
  const { seats, price } = moment.state.plan;
  return {
    id: idOf(`invoice ${moment.key} ${moment.day}`, 8),
    customer_id: customerId(moment),
    subscription_id: subscriptionId(moment),
    recurring: true,
    status: 'paid',
    currency_code: moment.customer.currency,
    total: seats * price * 100,
    object: 'invoice',
  };
};

const isPaid = ({ kind, state }: Moment): boolean =>
  state.status === 'active' && (kind === 'created' || kind === 'activated' || kind === 'renewed');

/** Chargebee: events of API version 2 with product catalog 2. A coupon is an id, so the adapter has what it takes off. */
export const chargebee: Writer = {
  key: subscriptionId,
  write: (moment) => {
    const content = { subscription: subscriptionOf(moment), customer: customerOf(moment) };
    const paid = isPaid(moment) ? { invoice: invoiceOf(moment) } : {};
    return [
      eventOf(EVENTS[moment.kind], { ...content, ...paid }, moment),
      ...(isPaid(moment) ? [eventOf('payment_succeeded', { ...content, ...paid }, moment)] : []),
    ];
  },
  adapter: () => ({
    catalog: { coupons: { LOYAL20: { percent: '20', forever: true }, HALF3: { percent: '50', months: 3 } } },
  }),
};
