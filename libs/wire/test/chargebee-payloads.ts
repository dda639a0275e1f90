import { at } from './at.ts';

type Json = Readonly<Record<string, unknown>>;

export const item = (changes: Json = {}): Json => ({
  item_price_id: 'seats-USD-monthly',
  item_type: 'plan',
  quantity: 4,
  unit_price: 1500,
  amount: 6000,
  free_quantity: 0,
  object: 'subscription_item',
  ...changes,
});

/** A subscription of four seats at 15 USD a month since 10 January 2025, changed on 20 March. */
export const subscription = (changes: Json = {}): Json => ({
  id: 'sub_1',
  object: 'subscription',
  customer_id: 'cus_1',
  currency_code: 'USD',
  status: 'active',
  billing_period: 1,
  billing_period_unit: 'month',
  created_at: at('2025-01-10'),
  started_at: at('2025-01-10'),
  activated_at: at('2025-01-10'),
  updated_at: at('2025-03-20'),
  resource_version: at('2025-03-20') * 1000 + 250,
  current_term_start: at('2025-03-10'),
  current_term_end: at('2025-04-10'),
  next_billing_at: at('2025-04-10'),
  subscription_items: [item()],
  mrr: 0,
  deleted: false,
  has_scheduled_changes: false,
  ...changes,
});

/** An event of 20 March 2025 about the subscription, with these changes. */
export const event = (type: string, changes: Json = {}, beside: Json = {}): Json => ({
  id: 'ev_1',
  object: 'event',
  api_version: 'v2',
  event_type: type.startsWith('contract_term') ? type : `subscription_${type}`,
  occurred_at: at('2025-03-20'),
  source: 'admin_console',
  webhook_status: 'scheduled',
  content: { subscription: subscription(changes), customer: { id: 'cus_1', object: 'customer' }, ...beside },
});

export const contractTerm = (changes: Json = {}): Json => ({
  id: 'ct_1',
  object: 'contract_term',
  status: 'active',
  contract_start: at('2025-01-10'),
  contract_end: at('2026-01-10'),
  action_at_term_end: 'renew',
  billing_cycle: 12,
  total_contract_value: 72_000,
  ...changes,
});
