import { discountEndsOn, idOf, type Moment, numberOf, periodOf, timeOn } from '../moments.ts';
import type { Writer } from '../writer.ts';

type Json = Readonly<Record<string, unknown>>;

/** Maxio writes times with the offset of the site. */
const offset = (time: string): string =>
  new Date(Date.parse(time) - 5 * 3_600_000).toISOString().replace('.000Z', '-05:00');
const at = (day: string, moment: Moment): string => offset(timeOn(day, moment));
const number = (text: string): number => 10_000_000 + numberOf(text, 80_000_000);
const subscriptionId = ({ key }: Moment): number => number(`maxio ${key}`);

const STATES = { trialing: 'trialing', active: 'active', paused: 'on_hold', ended: 'canceled' } as const;

const productOf = ({ state: { plan } }: Moment): Json => ({
  id: number(`product ${plan.name}`),
  name: plan.name === 'core' ? 'Core' : 'Enterprise',
  handle: plan.name,
  description: 'lorem ipsum',
  accounting_code: plan.name,
  price_in_cents: plan.name === 'core' ? 0 : plan.price * 100,
  interval: plan.interval === 'year' ? 12 : 1,
  interval_unit: 'month',
  initial_charge_in_cents: null,
  expiration_interval: null,
  expiration_interval_unit: 'never',
  trial_interval: null,
  trial_interval_unit: 'month',
  archived_at: null,
  taxable: false,
  version_number: 1,
  product_price_point_name: 'Default',
  product_family: { id: 527890, name: 'Plans', handle: 'billing-plans', accounting_code: null, description: '' },
});

/** A coupon is on a subscription with the number of periods that have used it. */
const couponsOf = (moment: Moment): readonly Json[] => {
  const { coupon, startsOn } = moment.customer;
  const end = discountEndsOn(moment.customer);
  if (coupon === null || (end !== null && moment.day >= end)) return [];
  const used = moment.history.filter(({ kind }) => kind === 'created' || kind === 'renewed').length;
  return [
    {
      code: coupon,
      use_count: used,
      uses_allowed: end === null ? null : 3,
      expires_at: null,
      recurring: true,
      amount_in_cents: null,
      percentage: coupon === 'HALF3' ? '50.0' : '20.0',
      created_at: at(startsOn, moment),
    },
  ];
};

const subscriptionOf = (moment: Moment): Json => {
  const { customer, state, key } = moment;
  const [{ start, end }, { plan }] = [periodOf(moment), state];
  const isEnding = state.endsOn !== null && state.endedOn === null;
  const coupons = couponsOf(moment);
  return {
    id: subscriptionId(moment),
    state: STATES[state.status],
    balance_in_cents: 0,
    total_revenue_in_cents: 0,
    product_price_in_cents: plan.name === 'core' ? 0 : plan.price * 100,
    product_version_number: 1,
    current_period_started_at: at(start, moment),
    current_period_ends_at: at(end, moment),
    next_assessment_at: state.status === 'ended' ? null : at(end, moment),
    trial_started_at: customer.trialEndsOn === null ? null : at(customer.startsOn, moment),
    trial_ended_at: customer.trialEndsOn === null ? null : at(customer.trialEndsOn, moment),
    activated_at: state.status === 'trialing' ? null : at(customer.trialEndsOn ?? customer.startsOn, moment),
    expires_at: null,
    created_at: at(customer.startsOn, moment),
    updated_at: offset(moment.time),
    cancellation_message: null,
    cancellation_method: state.endedOn === null ? null : 'merchant_ui',
    cancel_at_end_of_period: isEnding,
    scheduled_cancellation_at: isEnding && state.endsOn !== null ? at(state.endsOn, moment) : null,
    delayed_cancel_at: isEnding && state.endsOn !== null ? at(state.endsOn, moment) : null,
    canceled_at: state.endedOn === null ? null : at(state.endedOn, moment),
    previous_state: 'active',
    signup_payment_id: number(`payment ${key}`),
    signup_revenue: '0.00',
    on_hold_at: state.pausedOn === null ? null : at(state.pausedOn, moment),
    automatically_resume_at: state.resumesOn === null ? null : at(state.resumesOn, moment),
    coupon_code: customer.coupon !== null && coupons.length > 0 ? customer.coupon : null,
    coupon_codes: customer.coupon !== null && coupons.length > 0 ? [customer.coupon] : [],
    coupons,
    payment_collection_method: 'automatic',
    snap_day: null,
    reason_code: null,
    receives_invoice_emails: false,
    net_terms: 0,
    currency: customer.currency,
    customer: {
      id: number(`customer ${key}`),
      first_name: 'Ada',
      last_name: 'Demo',
      email: 'ada@example.com',
      organization: customer.name,
      reference: idOf(key, 8),
      verified: false,
      tax_exempt: false,
    },
    product: productOf(moment),
    credit_card: { id: number(`card ${key}`), card_type: 'bogus', masked_card_number: 'XXXX-XXXX-XXXX-1' },
  };
};

const seatsOf = (moment: Moment): Json => ({
  component: {
    id: number(`seats ${moment.key}`),
    component_id: 501_207,
    subscription_id: subscriptionId(moment),
    allocated_quantity: moment.state.plan.seats,
    pricing_scheme: 'per_unit',
    name: 'Seats',
    kind: 'quantity_based_component',
    unit_name: 'seat',
    unit_price: moment.state.plan.price.toFixed(2),
    price_point_id: number(`seat price ${moment.state.plan.price}`),
    price_point_handle: 'uuid:demo',
    price_point_type: 'default',
    price_point_name: 'Default',
    currency: moment.customer.currency,
    enabled: true,
    recurring: true,
    created_at: at(moment.customer.startsOn, moment),
    updated_at: offset(moment.time),
    component_handle: 'seats',
    archived_at: null,
  },
});

/**
 * Maxio: subscriptions with their components, as a relay fetches them, because its webhooks have no components. Nothing
 * of them is left out.
 */
export const maxio: Writer = {
  key: (moment) => String(subscriptionId(moment)),
  write: (moment) => [
    {
      subscription: subscriptionOf(moment),
      components: moment.state.plan.name === 'core' ? [seatsOf(moment)] : [],
    },
  ],
  adapter: () => ({}),
};
