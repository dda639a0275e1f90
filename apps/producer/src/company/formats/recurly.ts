import { addMonths, type CivilDate } from '@app/domain';
import { billedFrom, discountEndsOn, idOf, type Moment, numberOf, periodOf, timeOn, uuidOf } from '../moments.ts';
import type { Writer } from '../writer.ts';

type Json = Readonly<Record<string, unknown>>;

const at = (day: string, moment: Moment): string => timeOn(day, moment);
const uuid = ({ key }: Moment): string => uuidOf(`recurly ${key}`).replaceAll('-', '');

const STATES = { trialing: 'active', active: 'active', paused: 'paused', ended: 'expired' } as const;

const stateOf = ({ state }: Moment): string =>
  state.endsOn !== null && state.status !== 'ended' ? 'canceled' : STATES[state.status];

/** The cycles until the resumption. */
const pauseCycles = ({ day, state: { resumesOn } }: Moment): number | null => {
  if (resumesOn === null) return null;
  let cycles = 0;
  while (addMonths(day as CivilDate, cycles) < resumesOn) cycles += 1;
  return cycles;
};

const redemptionsOf = (moment: Moment): readonly Json[] => {
  const { coupon, startsOn } = moment.customer;
  const end = discountEndsOn(moment.customer);
  if (coupon === null || (end !== null && moment.day >= end)) return [];
  return [
    {
      id: idOf(`redemption ${moment.key}`, 12),
      object: 'coupon_redemption_mini',
      coupon: {
        id: idOf(`coupon ${coupon}`, 12),
        object: 'coupon_mini',
        code: coupon,
        name: coupon,
        state: 'redeemable',
        coupon_type: 'single_code',
        discount: { type: 'percent', percent: coupon === 'HALF3' ? 50 : 20 },
      },
      state: 'active',
      discounted: 0,
      created_at: at(startsOn, moment),
    },
  ];
};

const subscriptionOf = (moment: Moment): Json => {
  const { customer, state } = moment;
  const [{ start, end }, { plan }] = [periodOf(moment), state];
  const over = state.endedOn ?? state.endsOn;
  return {
    id: idOf(`recurly ${moment.key}`, 12),
    object: 'subscription',
    uuid: uuid(moment),
    account: {
      id: idOf(`account ${moment.key}`, 12),
      object: 'account',
      code: `acct-${idOf(moment.key, 6)}`,
      company: customer.name,
      email: 'billing@example.com',
      bill_to: 'self',
    },
    plan: { id: idOf(`plan ${plan.name}`, 12), object: 'plan', code: plan.name, name: plan.name },
    state: stateOf(moment),
    shipping: { object: 'subscription_shipping', address: null, method: null, amount: null },
    coupon_redemptions: redemptionsOf(moment),
    pending_change: null,
    current_period_started_at: at(start, moment),
    current_period_ends_at: at(end, moment),
    current_term_started_at: null,
    current_term_ends_at: null,
    trial_started_at: customer.trialEndsOn === null ? null : at(customer.startsOn, moment),
    trial_ends_at: customer.trialEndsOn === null ? null : at(customer.trialEndsOn, moment),
    remaining_billing_cycles: null,
    total_billing_cycles: null,
    renewal_billing_cycles: null,
    auto_renew: true,
    paused_at: state.pausedOn === null ? null : at(state.pausedOn, moment),
    remaining_pause_cycles: pauseCycles(moment),
    currency: customer.currency,
    revenue_schedule_type: 'evenly',
    unit_amount: plan.price,
    tax_inclusive: false,
    quantity: plan.seats,
    add_ons: [],
    add_ons_total: 0,
    subtotal: plan.seats * plan.price,
    tax: 0,
    tax_info: null,
    total: plan.seats * plan.price,
    collection_method: 'automatic',
    po_number: null,
    net_terms: 0,
    custom_fields: [{ name: 'tier', value: customer.tier }],
    created_at: at(customer.startsOn, moment),
    updated_at: moment.time,
    activated_at: at(customer.startsOn, moment),
    canceled_at: over === null ? null : moment.time,
    expires_at: over === null ? null : at(over, moment),
    bank_account_authorized_at: null,
    gateway_code: null,
    billing_info_id: null,
    active_invoice_id: null,
    started_with_gift: false,
    converted_at:
      customer.trialEndsOn !== null && moment.day >= billedFrom(customer) ? at(billedFrom(customer), moment) : null,
    action_result: null,
    version: numberOf(moment.time, 100),
  };
};

/**
 * Recurly: subscriptions of the API in version 3. Its webhooks carry ids alone, so what is sent is the subscription that a
 * relay fetches for each. Plans do not say their interval, nor redemptions how long they last: the adapter does.
 */
export const recurly: Writer = {
  key: uuid,
  write: (moment) => [subscriptionOf(moment)],
  adapter: () => ({
    catalog: {
      plans: { core: { interval: 'month', count: 1 }, enterprise: { interval: 'year', count: 1 } },
      coupons: { LOYAL20: { percent: '20', forever: true }, HALF3: { percent: '50', months: 3 } },
    },
  }),
};
