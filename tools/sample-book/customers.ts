import { addDays, type CivilDate, civilDate, FIRST_DAY } from './calendar.ts';
import { nameOf } from './names.ts';
import { type Random, randomOf } from './random.ts';

export type Tier = 'enterprise' | 'mid-market' | 'self-serve';

export type Customer = Readonly<{
  name: string;
  tier: Tier;
  channel: string;
  region: string;
  currency: string;
  /** The first day of its first contract in the sample. */
  since: CivilDate;
  /** Whether its contract is older than the sample and was taken over on the first day. */
  wasThere: boolean;
  /** The day up to which its story is told. */
  until: CivilDate;
  random: Random;
}>;

type Arrivals = Readonly<{ from: CivilDate; days: number; wasThere: boolean }> & Readonly<Record<Tier, number>>;

const quarter = (year: number, number: number, counts: Readonly<Record<Tier, number>>): Arrivals => ({
  from: civilDate(year, number * 3 - 2, 1),
  days: 90,
  wasThere: false,
  ...counts,
});

/** The story: large customers come in the first year, and more and more self-serve customers in the second. */
const ARRIVALS: readonly Arrivals[] = [
  { from: FIRST_DAY, days: 1, wasThere: true, enterprise: 12, 'mid-market': 30, 'self-serve': 18 },
  quarter(2024, 1, { enterprise: 5, 'mid-market': 11, 'self-serve': 6 }),
  quarter(2024, 2, { enterprise: 6, 'mid-market': 11, 'self-serve': 6 }),
  quarter(2024, 3, { enterprise: 8, 'mid-market': 12, 'self-serve': 6 }),
  quarter(2024, 4, { enterprise: 9, 'mid-market': 11, 'self-serve': 5 }),
  quarter(2025, 1, { enterprise: 6, 'mid-market': 12, 'self-serve': 9 }),
  quarter(2025, 2, { enterprise: 5, 'mid-market': 11, 'self-serve': 12 }),
  quarter(2025, 3, { enterprise: 2, 'mid-market': 8, 'self-serve': 31 }),
  quarter(2025, 4, { enterprise: 2, 'mid-market': 5, 'self-serve': 41 }),
  // Only in the live events: large deals come back.
  quarter(2026, 1, { enterprise: 7, 'mid-market': 12, 'self-serve': 14 }),
];

const TIERS: readonly Tier[] = ['enterprise', 'mid-market', 'self-serve'];

const CHANNELS = {
  enterprise: [
    ['outbound', 65],
    ['partner', 25],
    ['inbound', 10],
  ],
  'mid-market': [
    ['outbound', 40],
    ['inbound', 40],
    ['partner', 20],
  ],
  'self-serve': [
    ['inbound', 95],
    ['partner', 5],
  ],
} as const;

const REGIONS = [
  ['amer', 55],
  ['emea', 32],
  ['apac', 13],
] as const;

const customer = (index: number, tier: Tier, { from, days, wasThere }: Arrivals): Omit<Customer, 'until'> => {
  const name = nameOf(index);
  const random = randomOf(name);
  const region = random.weighted<string>(REGIONS);
  return {
    name,
    tier,
    channel: random.weighted<string>(CHANNELS[tier]),
    region,
    currency: region === 'emea' && random.percent(70) ? 'EUR' : 'USD',
    since: addDays(from, random.between(0, days - 1)),
    wasThere,
    random,
  };
};

/** The customers that arrive up to a day, in the order in which they arrive. */
export const customers = (until: CivilDate): readonly Customer[] => {
  const arrivals = ARRIVALS.filter(({ from }) => from <= until).flatMap((group) =>
    TIERS.flatMap((tier) => Array.from({ length: group[tier] }, () => ({ tier, group }))),
  );
  return arrivals.map(({ tier, group }, index) => ({ ...customer(index, tier, group), until }));
};
