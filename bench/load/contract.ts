import { scrambled } from './random.ts';

/** The unchanging properties of a contract of a load. They follow from its number, so every plan agrees on them. */
export type Contract = Readonly<{
  id: string;
  customerId: string;
  currency: 'USD' | 'EUR';
  per: 'month' | 'quarter' | 'year';
  /** Whole months; null if it is evergreen. */
  termMonths: 12 | 24 | 36 | null;
  isRenewing: boolean;
  tier: string;
  channel: string;
  region: string;
  product: string;
  quantity: number;
  /** Cents. */
  unitPrice: number;
}>;

/** Five contracts have four customers: every fourth customer has two. */
const customerOf = (contract: number): number => Math.floor((contract * 4) / 5);

const TIERS = ['self-serve', 'self-serve', 'self-serve', 'mid-market', 'mid-market', 'enterprise'] as const;
const CHANNELS = ['inbound', 'outbound', 'partner', 'marketplace'] as const;
const REGIONS = ['emea', 'amer', 'apac'] as const;
const PRODUCTS = ['platform', 'analytics', 'automation', 'security'] as const;

const of = <T>(options: readonly [T, ...T[]], at: number): T => options[at % options.length] ?? options[0];

/** Mostly twelve months that renew; one in ten is evergreen, one in eight runs for several years. */
const termOf = (draw: number): Pick<Contract, 'termMonths' | 'isRenewing'> => {
  if (draw < 10) return { termMonths: null, isRenewing: false };
  if (draw < 17) return { termMonths: 24, isRenewing: true };
  if (draw < 22) return { termMonths: 36, isRenewing: false };
  return { termMonths: 12, isRenewing: true };
};

/** Ids look random, like those of billing systems, and are unique. */
const idOf = (prefix: string, number: number): string => `${prefix}_${scrambled(number).toString(36).padStart(7, '0')}`;

export const contractOf = (number: number): Contract => {
  const draw = scrambled(number + 0x5bd1);
  const customer = customerOf(number);
  const owner = scrambled(customer + 0x1b873);
  return {
    id: idOf('sub', number),
    customerId: idOf('cus', customer),
    currency: draw % 4 === 0 ? 'EUR' : 'USD',
    per: of(['month', 'month', 'month', 'quarter', 'year'], draw >>> 3),
    ...termOf((draw >>> 8) % 100),
    tier: of(TIERS, owner),
    channel: of(CHANNELS, owner >>> 5),
    region: of(REGIONS, owner >>> 9),
    product: of(PRODUCTS, draw >>> 17),
    quantity: 1 + ((draw >>> 5) % 60),
    unitPrice: 1_000 + ((draw >>> 11) % 9_000),
  };
};
