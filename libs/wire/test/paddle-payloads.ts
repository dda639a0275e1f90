type Json = Readonly<Record<string, unknown>>;

export const SUBSCRIPTION_ID = 'sub_01hv8x29kz0t586xy6zn1a62aa';

export const price = (changes: Json = {}): Json => ({
  id: 'pri_01gsz8x8sawmvhz1pv30nge1aa',
  product_id: 'pro_core',
  name: 'Seat',
  tax_mode: 'account_setting',
  unit_price: { amount: '1500', currency_code: 'USD' },
  unit_price_overrides: [],
  billing_cycle: { interval: 'month', frequency: 1 },
  trial_period: null,
  ...changes,
});

export const item = (changes: Json = {}): Json => ({
  price: price(),
  status: 'active',
  quantity: 4,
  recurring: true,
  created_at: '2025-01-10T12:00:01.831Z',
  updated_at: '2025-01-10T12:00:01.831Z',
  previously_billed_at: '2025-03-10T12:00:00Z',
  next_billed_at: '2025-04-10T12:00:00Z',
  trial_dates: null,
  ...changes,
});

/** A subscription of four seats at 15 USD a month since 10 January 2025, changed on 20 March. */
export const subscription = (changes: Json = {}): Json => ({
  id: SUBSCRIPTION_ID,
  status: 'active',
  customer_id: 'ctm_1',
  currency_code: 'USD',
  items: [item()],
  billing_cycle: { interval: 'month', frequency: 1 },
  created_at: '2025-01-10T12:00:01.831Z',
  started_at: '2025-01-10T12:00:00.635628Z',
  first_billed_at: '2025-01-10T12:00:00.635628Z',
  next_billed_at: '2025-04-10T12:00:00.635628Z',
  updated_at: '2025-03-20T12:00:00.5Z',
  paused_at: null,
  canceled_at: null,
  discount: null,
  scheduled_change: null,
  custom_data: null,
  current_billing_period: { starts_at: '2025-03-10T12:00:00Z', ends_at: '2025-04-10T12:00:00Z' },
  ...changes,
});

/** An event of 20 March 2025 about the subscription, with these changes. */
export const event = (type: string, changes: Json = {}, envelope: Json = {}): Json => ({
  event_id: 'evt_1',
  event_type: `subscription.${type}`,
  occurred_at: '2025-03-20T12:00:00.123456Z',
  notification_id: 'ntf_1',
  data: subscription(changes),
  ...envelope,
});
