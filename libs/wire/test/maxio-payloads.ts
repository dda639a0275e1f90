type Json = Readonly<Record<string, unknown>>;

export const noon = (day: string): string => `${day}T07:00:00-05:00`;

export const product = (changes: Json = {}): Json => ({
  id: 3792003,
  name: 'Basic',
  handle: 'basic',
  price_in_cents: 9900,
  interval: 1,
  interval_unit: 'month',
  initial_charge_in_cents: null,
  expiration_interval_unit: 'never',
  product_family: { id: 527890, handle: 'billing-plans' },
  ...changes,
});

/** A subscription of 60 USD a month since 10 January 2025, updated on 20 March. Its times are at noon UTC. */
export const subscription = (changes: Json = {}): Json => ({
  id: 15236915,
  state: 'active',
  balance_in_cents: 0,
  product_price_in_cents: 6000,
  current_period_started_at: noon('2025-03-10'),
  current_period_ends_at: noon('2025-04-10'),
  trial_started_at: null,
  trial_ended_at: null,
  activated_at: noon('2025-01-10'),
  created_at: noon('2025-01-10'),
  updated_at: noon('2025-03-20'),
  expires_at: null,
  cancel_at_end_of_period: null,
  canceled_at: null,
  delayed_cancel_at: null,
  scheduled_cancellation_at: null,
  on_hold_at: null,
  automatically_resume_at: null,
  coupon_code: null,
  coupon_codes: [],
  coupon_use_count: null,
  coupon_uses_allowed: null,
  next_product_id: 99,
  currency: 'USD',
  customer: { id: 14714298, reference: 'acme', organization: 'Acme' },
  product: product(),
  ...changes,
});

/** Five units at 2 USD. */
export const component = (changes: Json = {}): Json => ({
  component: {
    id: 501,
    component_id: 77,
    subscription_id: 15236915,
    kind: 'quantity_based_component',
    pricing_scheme: 'per_unit',
    allocated_quantity: 5,
    unit_price: '2.00',
    price_point_id: 88,
    component_handle: 'seats',
    recurring: true,
    created_at: noon('2025-02-01'),
    ...changes,
  },
});

export const record = (changes: Json = {}, components: readonly Json[] = []): Json => ({
  subscription: subscription(changes),
  components,
});

const fieldsOf = (value: unknown, name: string): readonly (readonly [string, string])[] => {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, `${name}[]`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, `${name}[${key}]`));
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '').replaceAll('"', '');
  return [[name, text.replace(/^(\d{4}-\d\d-\d\d)T(.{8})([+-]\d\d):(\d\d)$/, '$1 $2 $3$4')]];
};

/** The fields of a webhook, which Maxio sends as a form. */
export const webhookFields = (event: string, payload: Json): readonly (readonly [string, string])[] => [
  ['id', '2566279204'],
  ['event', event],
  ...fieldsOf(payload, 'payload'),
];

export const webhook = (event: string, payload: Json): string =>
  new URLSearchParams(webhookFields(event, payload).map(([name, text]) => [name, text])).toString();
