import {
  type ContractDiscount,
  Decimal,
  type Discount,
  type Interval,
  type OneTimeLine,
  parseCivilDate,
  type Per,
  type RecurringLine,
  type UncountedLine,
  type UsageCommitmentLine,
  type UsageExpectedLine,
} from '@app/domain';
import type { CivilDate } from '@app/domain';

type Amount = string | number;
type Bounds = Readonly<{ start?: string; end?: string }>;
type Billing = Interval | 'term' | readonly [count: number, interval: Interval];

const date = (text: string | undefined): CivilDate | null => {
  if (text === undefined) return null;
  const parsed = parseCivilDate(text);
  if (parsed === null) throw new Error(`${text} is not a date`);
  return parsed;
};

const bounds = ({ start, end }: Bounds) => ({ start: date(start), end: date(end) });

const perOf = (billing: Billing = 'month'): Per => {
  if (billing === 'term') return { interval: billing };
  return typeof billing === 'string' ? { interval: billing, count: 1 } : { interval: billing[1], count: billing[0] };
};

type LineChanges = Bounds &
  Readonly<{
    id?: string;
    product?: string;
    quantity?: Amount;
    price?: Amount;
    per?: Billing;
    discounts?: readonly Discount[];
  }>;

/** By default one unit of `core` at 100 a month. */
export const line = (changes: LineChanges = {}): RecurringLine => ({
  kind: 'recurring',
  id: changes.id ?? 'seats',
  product: changes.product ?? 'core',
  quantity: new Decimal(changes.quantity ?? 1),
  unitPrice: new Decimal(changes.price ?? 100),
  per: perOf(changes.per),
  discounts: changes.discounts ?? [],
  ...bounds(changes),
});

type UsageChanges = Bounds & Readonly<{ id?: string; product?: string; amount?: Amount; per?: Billing }>;

export const commitment = (
  changes: UsageChanges & Readonly<{ discounts?: readonly Discount[] }> = {},
): UsageCommitmentLine => ({
  kind: 'usage_commitment',
  id: changes.id ?? 'minimum',
  product: changes.product ?? 'api-calls',
  amount: new Decimal(changes.amount ?? 500),
  per: perOf(changes.per),
  discounts: changes.discounts ?? [],
  ...bounds(changes),
});

export const expectedUsage = (changes: UsageChanges = {}): UsageExpectedLine => ({
  kind: 'usage_expected',
  id: changes.id ?? 'expected',
  product: changes.product ?? 'api-calls',
  amount: new Decimal(changes.amount ?? 300),
  per: perOf(changes.per),
  ...bounds(changes),
});

export const oneTime = (on: string, amount: Amount = 2500, id = 'setup'): OneTimeLine => ({
  kind: 'one_time',
  id,
  amount: new Decimal(amount),
  date: date(on) ?? ('' as CivilDate),
  ...bounds({}),
});

/** A line that is stored and counts in nothing. */
export const uncounted = (kind: UncountedLine['kind'], amount: Amount): UncountedLine => ({
  kind,
  id: kind,
  amount: new Decimal(amount),
  ...bounds({}),
});

export const percentOff = (value: Amount, days: Bounds = {}): Discount => ({
  type: 'percent',
  value: new Decimal(value),
  ...bounds(days),
});

/** An amount off each billing interval of the line. */
export const amountOff = (value: Amount, days: Bounds = {}): Discount => ({
  type: 'amount',
  value: new Decimal(value),
  ...bounds(days),
});

/** A percentage off the sum of all lines of a contract. */
export const percentOffAll = (value: Amount, days: Bounds = {}): ContractDiscount => ({
  type: 'percent',
  value: new Decimal(value),
  ...bounds(days),
});

/** An amount off the sum of all lines of a contract, by default each month. */
export const amountOffAll = (
  value: Amount,
  { per = 'month', ...days }: Bounds & Readonly<{ per?: Interval }> = {},
): ContractDiscount => ({
  type: 'amount',
  value: new Decimal(value),
  per: { interval: per, count: 1 },
  ...bounds(days),
});
