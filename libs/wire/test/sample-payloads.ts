import type { FormatName } from '../src/formats/formats.ts';
import * as chargebee from './chargebee-payloads.ts';
import * as killbill from './killbill-payloads.ts';
import * as maxio from './maxio-payloads.ts';
import * as paddle from './paddle-payloads.ts';
import * as recurly from './recurly-payloads.ts';
import { event, item, items, price, subscription } from './stripe-payloads.ts';
import * as zuora from './zuora-payloads.ts';

const STRIPE = [
  event('created'),
  event('deleted', { status: 'canceled', ended_at: 1_742_400_000 }),
  event('updated', {
    cancel_at_period_end: true,
    pause_collection: { behavior: 'void', resumes_at: 1_752_400_000 },
    trial_start: 1_736_510_400,
    trial_end: 1_739_188_800,
    discounts: [
      { id: 'di_1', start: 1_738_400_000, end: null, coupon: { id: 'A', percent_off: 20, duration: 'forever' } },
      { id: 'di_2', source: { coupon: { id: 'B', amount_off: 500, currency: 'usd', duration: 'once' } } },
    ],
    items: items(
      item({ price: price({ transform_quantity: { divide_by: 3, round: 'up' } }) }),
      item({
        id: 'si_2',
        price: price({
          billing_scheme: 'tiered',
          tiers_mode: 'graduated',
          tiers: [
            { up_to: 2, unit_amount: 1000, flat_amount: 10 },
            { up_to: null, unit_amount_decimal: '800.5' },
          ],
        }),
      }),
    ),
  }),
  event('updated', {
    schedule: {
      object: 'subscription_schedule',
      end_behavior: 'cancel',
      phases: [{ start_date: 1_736_510_400, end_date: 1_756_510_400, items: [{ price: price(), quantity: 2 }] }],
    },
  }),
  subscription({ status: 'past_due' }),
];

const CHARGEBEE = [
  chargebee.event('created'),
  chargebee.event('cancelled', { status: 'cancelled', cancelled_at: 1_742_400_000 }),
  chargebee.event('changed', {
    status: 'non_renewing',
    cancelled_at: 1_752_400_000,
    trial_start: 1_736_510_400,
    trial_end: 1_739_188_800,
    remaining_billing_cycles: 3,
    pause_date: 1_752_400_000,
    resume_date: 1_755_400_000,
    coupons: [{ coupon_id: 'SPRING', apply_till: 1_752_400_000, applied_count: 1 }],
    discounts: [
      {
        id: 'd_1',
        type: 'percentage',
        percentage: 10,
        duration_type: 'limited_period',
        period: 3,
        period_unit: 'month',
        created_at: 1_738_400_000,
        apply_on: 'invoice_amount',
      },
      {
        id: 'd_2',
        type: 'fixed_amount',
        amount: 500,
        currency_code: 'USD',
        duration_type: 'one_time',
        created_at: 1_738_400_000,
        apply_on: 'specific_item_price',
        item_price_id: 'seats-USD-monthly',
      },
    ],
    subscription_items: [
      chargebee.item({ amount: 5500, trial_end: 1_739_188_800 }),
      chargebee.item({ item_price_id: 'storage', item_type: 'addon', billing_period: 1, billing_period_unit: 'year' }),
      chargebee.item({ item_price_id: 'setup', item_type: 'charge', charge_on_event: 'plan_activation' }),
    ],
  }),
  chargebee.event('contract_term_created', {}, { contract_term: chargebee.contractTerm() }),
  chargebee.event('changed', {
    subscription_items: undefined,
    plan_id: 'gold',
    plan_quantity: 2,
    plan_unit_price: 1000,
    addons: [{ id: 'extra', quantity: 1, unit_price: 300 }],
  }),
  chargebee.subscription({
    contract_term: chargebee.contractTerm({ contract_start: 1_768_046_400, contract_end: 1_799_582_400 }),
  }),
];

const PADDLE = [
  paddle.event('created'),
  paddle.event('canceled', { status: 'canceled', canceled_at: '2025-03-18T12:00:00Z' }),
  paddle.event('updated', {
    scheduled_change: { action: 'pause', effective_at: '2025-04-10T12:00:00Z', resume_at: '2025-06-10T12:00:00Z' },
    discount: { id: 'SPRING', starts_at: '2025-02-01T12:00:00Z', ends_at: '2025-08-01T12:00:00Z' },
    items: [
      paddle.item({
        price: paddle.price({
          tax_mode: 'internal',
          unit_price_overrides: [
            { country_codes: ['DE', 'FR'], unit_price: { amount: '1400', currency_code: 'EUR' } },
            { country_codes: ['US'], unit_price: { amount: '1500', currency_code: null } },
          ],
        }),
        trial_dates: { starts_at: '2025-01-10T12:00:00Z', ends_at: '2025-02-10T12:00:00Z' },
      }),
      paddle.item({ recurring: false, quantity: 1 }),
    ],
  }),
  paddle.event('paused', { status: 'paused', paused_at: '2025-03-18T12:00:00Z' }),
  paddle.subscription({ status: 'past_due' }),
];

const RECURLY = [
  recurly.subscription({
    state: 'canceled',
    expires_at: recurly.noon('2026-01-10'),
    current_term_started_at: recurly.noon('2025-01-10'),
    current_term_ends_at: recurly.noon('2026-01-10'),
    auto_renew: true,
    trial_started_at: recurly.noon('2025-01-10'),
    trial_ends_at: recurly.noon('2025-02-10'),
    paused_at: recurly.noon('2025-04-10'),
    remaining_pause_cycles: 2,
    coupon_redemptions: [
      recurly.redemption(),
      recurly.redemption({}, { type: 'fixed', currencies: [{ currency: 'USD', amount: 5 }] }),
    ],
    add_ons: [
      recurly.addOn(),
      recurly.addOn({
        id: 'sao_2',
        tier_type: 'tiered',
        tiers: [
          { ending_quantity: 2, unit_amount: 3 },
          { ending_quantity: null, unit_amount_decimal: '2.5' },
        ],
      }),
      recurly.addOn({ id: 'sao_3', usage_type: 'price' }),
    ],
    custom_fields: [{ name: 'tier', value: 'gold' }],
  }),
  recurly.subscription({
    ramp_intervals: [
      { starting_billing_cycle: 1, unit_amount: 15 },
      { starting_billing_cycle: 7, unit_amount: 20 },
    ],
  }),
  recurly.subscription({ state: 'expired', expires_at: recurly.noon('2025-03-01') }),
  recurly.oldSubscription(),
  recurly.notification('canceled_subscription'),
  recurly.webhook('expired'),
];

const ZUORA = [
  zuora.subscription({ tier__c: 'gold' }),
  zuora.amended({
    termStartDate: '2025-02-10',
    termEndDate: '2026-02-10',
    statusHistory: [{ status: 'Suspended', startDate: '2025-04-01', endDate: '2025-05-01' }],
    ratePlans: [
      zuora.ratePlan([
        zuora.charge({ effectiveEndDate: '2025-02-10' }),
        zuora.charge({ segment: 2, effectiveStartDate: '2025-02-10', effectiveEndDate: '2026-02-10' }),
        zuora.discount({ discountLevel: 'rateplan' }),
        zuora.discount({ number: 'C-8', model: 'DiscountFixedAmount', discountAmount: 5, billingPeriod: 'Annual' }),
      ]),
      zuora.ratePlan([
        zuora.charge({ number: 'C-2', type: 'OneTime', mrr: null, price: 100 }),
        zuora.charge({
          number: 'C-3',
          type: 'OneTime',
          model: 'Tiered',
          price: null,
          tiers: [
            { tier: 1, endingUnit: 2, price: 10, priceFormat: 'PerUnit' },
            { tier: 2, endingUnit: null, price: 7, priceFormat: 'FlatFee' },
          ],
        }),
        zuora.charge({ number: 'C-4', type: 'Usage', mrr: null }),
        zuora.charge({ number: 'C-5', chargeSegments: [{ segment: 1, mrr: 10, tcv: null }] }),
      ]),
    ],
  }),
  zuora.amended({ status: 'Suspended', suspendDate: '2025-03-01', resumeDate: '2025-06-01' }),
  zuora.amended({ status: 'Cancelled', cancelledDate: '2025-06-01' }),
  zuora.evergreen([zuora.charge({ effectiveEndDate: null, tcv: null })], { version: undefined }),
];

const MAXIO = [
  maxio.record(
    {
      trial_started_at: maxio.noon('2025-01-10'),
      trial_ended_at: maxio.noon('2025-02-10'),
      expires_at: maxio.noon('2026-01-10'),
      cancel_at_end_of_period: true,
      scheduled_cancellation_at: maxio.noon('2025-06-10'),
      coupons: [
        { code: 'SPRING', use_count: 1, uses_allowed: 4 },
        { code: 'X', percentage: '15.0', amount_in_cents: 1000, recurring: true, expires_at: maxio.noon('2025-07-10') },
      ],
    },
    [
      maxio.component(),
      maxio.component({
        id: 502,
        pricing_scheme: 'tiered',
        unit_price: null,
        prices: [
          { starting_quantity: 1, ending_quantity: 2, unit_price: '3.0' },
          { starting_quantity: 3, ending_quantity: null, unit_price: '2.5' },
        ],
      }),
      maxio.component({ id: 503, kind: 'on_off_component', enabled: true, allocated_quantity: null }),
      maxio.component({ id: 504, kind: 'metered_component' }),
      maxio.component({ id: 505, recurring: false }),
    ],
  ),
  maxio.record({ state: 'on_hold', on_hold_at: maxio.noon('2025-03-18') }),
  maxio.record({ state: 'canceled', canceled_at: maxio.noon('2025-03-18') }),
  { id: 7, event: 'subscription_state_change', payload: maxio.record({ coupon_code: 'SPRING' }) },
];

const KILLBILL = [
  killbill.subscription({
    state: 'CANCELLED',
    events: [
      killbill.event('START_BILLING', '2025-01-10', { phase: 'standard-monthly-trial' }),
      killbill.event('PHASE', '2025-02-10'),
      killbill.event('PAUSE_BILLING', '2025-03-01'),
      killbill.event('CHANGE', '2025-03-10', { quantity: 3 }),
      killbill.event('RESUME_BILLING', '2025-04-01'),
      killbill.event('STOP_BILLING', '2025-05-01'),
    ],
    prices: [
      killbill.price({ phaseName: 'standard-monthly-trial', phaseType: 'TRIAL', recurringPrice: null }),
      killbill.price({ fixedPrice: 10, usagePrices: [{ usageName: 'bytes' }] }),
    ],
  }),
  killbill.subscription(),
];

/** Payloads of each system with all that it reads, to be broken in every place. */
export const SAMPLES: Readonly<Record<FormatName, readonly unknown[]>> = {
  stripe: STRIPE,
  chargebee: CHARGEBEE,
  paddle: PADDLE,
  recurly: RECURLY,
  zuora: ZUORA,
  maxio: MAXIO,
  killbill: KILLBILL,
};
