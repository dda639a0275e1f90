import { at } from './at.ts';
type Json = Readonly<Record<string, unknown>>;

export const price = (changes: Json = {}): Json => ({
  id: 'price_seat',
  object: 'price',
  billing_scheme: 'per_unit',
  currency: 'usd',
  custom_unit_amount: null,
  product: 'prod_core',
  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  unit_amount: 1500,
  unit_amount_decimal: '1500',
  ...changes,
});

export const item = (changes: Json = {}): Json => ({
  id: 'si_1',
  object: 'subscription_item',
  discounts: [],
  current_period_start: at('2025-03-10'),
  current_period_end: at('2025-04-10'),
  price: price(),
  quantity: 4,
  tax_rates: [],
  ...changes,
});

export const items = (...data: readonly Json[]): Json => ({ object: 'list', data, has_more: false });

/** A subscription of four seats at 15 USD a month since 10 January 2025. */
export const subscription = (changes: Json = {}): Json => ({
  id: 'sub_1',
  object: 'subscription',
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  created: at('2025-01-10'),
  currency: 'usd',
  customer: 'cus_1',
  default_tax_rates: [],
  discounts: [],
  ended_at: null,
  items: items(item()),
  livemode: true,
  metadata: {},
  pause_collection: null,
  schedule: null,
  start_date: at('2025-01-10'),
  status: 'active',
  trial_end: null,
  trial_start: null,
  ...changes,
});

/** An event of 20 March 2025 about the subscription, with these changes. */
export const event = (type: string, changes: Json = {}, envelope: Json = {}): Json => ({
  id: 'evt_1',
  object: 'event',
  api_version: '2025-03-31.basil',
  created: at('2025-03-20'),
  data: { object: subscription(changes) },
  livemode: true,
  pending_webhooks: 1,
  request: { id: 'req_1' },
  type: `customer.subscription.${type}`,
  ...envelope,
});
