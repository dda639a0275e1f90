type Json = Readonly<Record<string, unknown>>;

const UUID = '63ab531e1d5b1d47eaf1ef44eeb853c3';

export const noon = (day: string): string => `${day}T12:00:00Z`;

/** A subscription of four seats at 15 USD a month since 10 January 2025, updated on 20 March, in version 3. */
export const subscription = (changes: Json = {}): Json => ({
  id: 'ra8foq26o2dt',
  object: 'subscription',
  uuid: UUID,
  account: { id: 'a1', object: 'account', code: 'acme' },
  plan: { id: 'p1', object: 'plan', code: 'silver', name: 'Silver' },
  state: 'active',
  currency: 'USD',
  unit_amount: 15,
  quantity: 4,
  add_ons: [],
  coupon_redemptions: [],
  custom_fields: [],
  created_at: noon('2025-01-10'),
  updated_at: noon('2025-03-20'),
  activated_at: noon('2025-01-10'),
  canceled_at: null,
  expires_at: null,
  current_period_started_at: noon('2025-03-10'),
  current_period_ends_at: noon('2025-04-10'),
  current_term_started_at: null,
  current_term_ends_at: null,
  trial_started_at: null,
  trial_ends_at: null,
  paused_at: null,
  remaining_pause_cycles: null,
  pending_change: { unit_amount: 99 },
  ...changes,
});

/** An add-on of version 3. */
export const addOn = (changes: Json = {}): Json => ({
  id: 'sao_1',
  object: 'subscription_add_on',
  add_on: { id: 'ao_1', code: 'storage' },
  add_on_source: 'plan_add_on',
  quantity: 5,
  unit_amount: 2,
  tier_type: 'flat',
  tiers: [],
  expired_at: null,
  ...changes,
});

export const redemption = (changes: Json = {}, discount: Json = {}): Json => ({
  id: 'cr_1',
  object: 'coupon_redemption_mini',
  state: 'active',
  created_at: noon('2025-02-01'),
  coupon: { id: 'c1', object: 'coupon', code: 'SPRING', discount: { type: 'percent', percent: 20, ...discount } },
  ...changes,
});

/** The subscription as version 2 has it, from XML. */
export const oldSubscription = (changes: Json = {}): Json => ({
  subscription: {
    href: 'https://api.recurly.com/v2/subscriptions/1',
    account: { href: 'https://api.recurly.com/v2/accounts/acme' },
    plan: { href: 'https://api.recurly.com/v2/plans/silver', plan_code: 'silver', name: 'Silver' },
    uuid: UUID,
    state: 'active',
    currency: 'USD',
    unit_amount_in_cents: 1500,
    quantity: 4,
    activated_at: noon('2025-01-10'),
    expires_at: null,
    current_period_started_at: noon('2025-03-10'),
    current_period_ends_at: noon('2025-04-10'),
    subscription_add_ons: [],
    ...changes,
  },
});

/** A notification of version 2, from XML. It has no price, no currency and no interval. */
export const notification = (name: string, changes: Json = {}): Json => ({
  [`${name}_notification`]: {
    account: { account_code: 'acme', email: 'a@example.com' },
    subscription: {
      plan: { plan_code: 'silver', name: 'Silver' },
      uuid: UUID,
      state: 'canceled',
      quantity: 4,
      total_amount_in_cents: 6000,
      activated_at: noon('2025-01-10'),
      canceled_at: noon('2025-03-20'),
      expires_at: noon('2025-04-10'),
      ...changes,
    },
  },
});

export const webhook = (event_type: string, changes: Json = {}): Json => ({
  id: 'ra8foq26o2dt',
  object_type: 'subscription',
  site_id: 'qc326l1hl8k9',
  event_type,
  event_time: noon('2025-04-10'),
  uuid: UUID,
  ...changes,
});
