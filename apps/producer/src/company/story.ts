/** What a customer pays: seats by the month, or one price a year. Prices in whole units of the currency. */
export type Plan = Readonly<{ name: 'core' | 'enterprise'; interval: 'month' | 'year'; seats: number; price: number }>;

export type Coupon = 'LOYAL20' | 'HALF3';

export type Change =
  | Readonly<{ on: string; kind: 'changed'; plan: Partial<Plan> }>
  | Readonly<{ on: string; kind: 'paused'; until: string }>
  | Readonly<{ on: string; kind: 'resumed' }>
  | Readonly<{ on: string; kind: 'ending'; at: string }>
  | Readonly<{ on: string; kind: 'kept' }>
  | Readonly<{ on: string; kind: 'ended' }>;

export type Customer = Readonly<{
  name: string;
  tier: 'enterprise' | 'mid-market' | 'small';
  currency: 'USD' | 'EUR';
  startsOn: string;
  trialEndsOn: string | null;
  coupon: Coupon | null;
  plan: Plan;
  changes: readonly Change[];
}>;

const core = (seats: number, price: number): Plan => ({ name: 'core', interval: 'month', seats, price });
const enterprise = (price: number): Plan => ({ name: 'enterprise', interval: 'year', seats: 1, price });

type Given = Pick<Customer, 'name' | 'tier' | 'startsOn' | 'plan'> & Partial<Customer>;

const customer = (given: Given): Customer => ({
  currency: 'USD',
  trialEndsOn: null,
  coupon: null,
  changes: [],
  ...given,
});

const midMarket = (name: string, startsOn: string, given: Partial<Customer> = {}): Customer =>
  customer({ name, tier: 'mid-market', startsOn, plan: core(10, 20), ...given });

const WAVE = 20;
const LEAVES_SOON = new Set([5, 10, 15]);

/** Twenty small customers in September, one a day; three of them leave in November. */
const wave = Array.from({ length: WAVE }, (_, i): Customer => {
  const number = i + 1;
  const day = String(number).padStart(2, '0');
  return customer({
    name: `Studio ${day}`,
    tier: 'small',
    startsOn: `2025-09-${day}`,
    plan: core(2, 25),
    changes: LEAVES_SOON.has(number) ? [{ on: '2025-11-10', kind: 'ended' }] : [],
  });
});

/** The day from which seats of the core plan cost 25 USD instead of 20. */
export const PRICE_RISE = { on: '2025-04-01', price: 25 } as const;

/** The last day of the story. */
export const STORY_END = '2025-12-31';

/** The customers of a made-up company in 2025: what happens in each month is in the README of this app. */
export const STORY: readonly Customer[] = [
  customer({
    name: 'Atlas Freight',
    tier: 'enterprise',
    startsOn: '2025-01-06',
    plan: enterprise(60_000),
    changes: [{ on: '2025-08-04', kind: 'ended' }],
  }),
  customer({
    name: 'Borealis Energy',
    tier: 'enterprise',
    startsOn: '2025-01-13',
    plan: enterprise(36_000),
    changes: [{ on: '2025-06-16', kind: 'changed', plan: { price: 48_000 } }],
  }),
  midMarket('Cobalt Labs', '2025-01-08', {
    changes: [
      { on: '2025-10-15', kind: 'ending', at: '2025-11-08' },
      { on: '2025-10-22', kind: 'kept' },
    ],
  }),
  midMarket('Dune Robotics', '2025-01-09', { changes: [{ on: '2025-05-12', kind: 'changed', plan: { seats: 25 } }] }),
  midMarket('Ember Foods', '2025-01-14', { changes: [{ on: '2025-07-07', kind: 'changed', plan: { seats: 4 } }] }),
  midMarket('Fjord Travel', '2025-01-10', {
    changes: [
      { on: '2025-06-10', kind: 'paused', until: '2025-09-10' },
      { on: '2025-09-10', kind: 'resumed' },
    ],
  }),
  midMarket('Grove Health', '2025-01-20', { coupon: 'LOYAL20' }),
  midMarket('Harbor Media', '2025-01-21', { coupon: 'HALF3' }),
  midMarket('Isar Werke', '2025-02-04', { currency: 'EUR' }),
  midMarket('Jura Optik', '2025-05-06', {
    currency: 'EUR',
    plan: core(5, 20),
    changes: [
      { on: '2025-10-20', kind: 'ending', at: '2025-11-06' },
      { on: '2025-11-06', kind: 'ended' },
    ],
  }),
  customer({
    name: 'Kite School',
    tier: 'small',
    startsOn: '2025-03-03',
    trialEndsOn: '2025-03-17',
    plan: core(5, 20),
  }),
  customer({
    name: 'Lumen Art',
    tier: 'small',
    startsOn: '2025-03-03',
    trialEndsOn: '2025-03-17',
    plan: core(5, 20),
    changes: [
      { on: '2025-03-10', kind: 'ending', at: '2025-03-17' },
      { on: '2025-03-17', kind: 'ended' },
    ],
  }),
  ...wave,
];
