import fc from 'fast-check';
import { type Day, plusDays, plusMonths } from './calendar.ts';
import type { WireDiscount, WireLine, WirePer, WireTerm } from './wire.ts';

/** There are few amounts, so that equal ARR and equal changes are common. */
const amount = fc.constantFrom('10', '10', '20', '20', '100', '0', '12.5', '33.3333333333');

const quantity = fc.constantFrom('1', '1', '2', '10', '2.5', '0');

export const product = fc.constantFrom('core', 'core', 'add-on');

const PER: readonly WirePer[] = [
  ...(['month', 'month', 'month', 'year', 'quarter', 'half_year', 'week', 'day'] as const),
  { interval: 'month', count: 1 },
  { interval: 'month', count: 3 },
  { interval: 'day', count: 30 },
  { interval: 'week', count: 2 },
];

const per = fc.constantFrom(...PER);

/** A billing interval. Only a line in a term with an end can be priced for the whole term. */
const perIn = (term: WireTerm): fc.Arbitrary<WirePer> =>
  term.end === null ? per : fc.oneof({ weight: 5, arbitrary: per }, { weight: 1, arbitrary: fc.constant('term') });

const LENGTHS: readonly ((start: Day) => Day)[] = [
  ...[12, 12, 12, 1, 3, 6, 24, 13].map((months) => (start: Day) => plusMonths(start, months)),
  ...[10, 45, 90, 365].map((days) => (start: Day) => plusDays(start, days)),
];

/** Terms whose anchor is the 31st, so that a short month has cut off their first day. */
const monthEndTerm = fc.record({
  start: fc.constantFrom('2024-02-29', '2025-02-28', '2025-04-30'),
  months: fc.constantFrom(1, 3, 12),
  auto_renew: fc.boolean(),
});

const anchored: fc.Arbitrary<WireTerm> = monthEndTerm.map(({ start, months, auto_renew }) => {
  const anchor = plusMonths(`${start.slice(0, 4)}-01-31`, 0);
  const before = Number(start.slice(5, 7)) - 1;
  return { start, end: plusMonths(anchor, before + months), auto_renew, anchor };
});

export const termFrom = (start: Day): fc.Arbitrary<WireTerm> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({ end: fc.constantFrom(...LENGTHS), auto_renew: fc.boolean() })
        .map(({ end, auto_renew }): WireTerm => ({ start, end: end(start), auto_renew })),
    },
    { weight: 2, arbitrary: fc.constant({ start, end: null }) },
    { weight: 1, arbitrary: anchored },
  );

const COUPON = { type: 'percent', value: '100', starts: 0, runs: 1 } as const;

type DrawnDiscount = Readonly<{
  type: 'percent' | 'amount';
  value: string;
  /** Months from the start of the term; null leaves out the bound. */
  starts: number | null;
  runs: number | null;
}>;

const drawnDiscount: fc.Arbitrary<DrawnDiscount> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom<DrawnDiscount['type'][]>('percent', 'amount'),
      value: fc.constantFrom('10', '50', '5', '100', '0', '33.3333333333'),
      starts: fc.option(fc.constantFrom(0, 1, 3), { nil: null }),
      runs: fc.option(fc.constantFrom(1, 2, 12), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom(COUPON, { ...COUPON, runs: 2 }, { ...COUPON, starts: 2 }) },
);

const discountIn = (term: WireTerm, { type, value, starts, runs }: DrawnDiscount): WireDiscount => ({
  type,
  value,
  ...(starts === null ? {} : { start: plusMonths(term.start, starts) }),
  ...(runs === null ? {} : { end: plusMonths(term.start, (starts ?? 0) + runs) }),
});

const lineDiscounts = (term: WireTerm): fc.Arbitrary<readonly WireDiscount[]> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(drawnDiscount, { minLength: 1, maxLength: 2 }) },
    )
    .map((drawn) => drawn.map((one) => discountIn(term, one)));

/** Discounts of the whole contract. An amount may state its interval. */
export const contractDiscounts = (term: WireTerm): fc.Arbitrary<readonly WireDiscount[]> => {
  const one = fc.tuple(drawnDiscount, fc.option(per, { nil: null })).map(([drawn, interval]) => {
    const discount = discountIn(term, drawn);
    return discount.type === 'amount' && interval !== null ? { ...discount, per: interval } : discount;
  });
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 2 }) },
  );
};

/** The start of a line in months from the start of its term, and its length; null leaves out the bound. */
const bounds = fc.record({
  starts: fc.option(fc.constantFrom(0, 1, 3), { nil: null, freq: 2 }),
  runs: fc.option(fc.constantFrom(1, 2, 6, 12), { nil: null, freq: 2 }),
});

const boundsIn = (term: WireTerm, { starts, runs }: Readonly<{ starts: number | null; runs: number | null }>) => ({
  ...(starts === null ? {} : { start: plusMonths(term.start, starts) }),
  ...(runs === null ? {} : { end: plusMonths(term.start, (starts ?? 0) + runs) }),
});

type Unnamed = Omit<WireLine, 'id'>;

const UNCOUNTED = ['tax', 'processing_fee', 'refund', 'chargeback', 'credit'] as const;

const priced = (term: WireTerm): fc.Arbitrary<Unnamed> =>
  fc
    .record({
      kind: fc.constantFrom('recurring', 'recurring', 'recurring', 'usage_commitment'),
      product,
      quantity: fc.option(quantity, { nil: null }),
      amount,
      per: perIn(term),
      discounts: lineDiscounts(term),
      at: bounds,
    })
    .map(({ kind, product, quantity, amount, per, discounts, at }): Unnamed => ({
      kind,
      product,
      ...(kind === 'recurring' ? { unit_price: amount, ...(quantity === null ? {} : { quantity }) } : { amount }),
      per,
      ...(discounts.length === 0 ? {} : { discounts }),
      ...boundsIn(term, at),
    }));

const other = (term: WireTerm, date: fc.Arbitrary<Day>): fc.Arbitrary<Unnamed> =>
  fc.oneof(
    fc
      .record({ product, amount, per: perIn(term), at: bounds })
      .map(({ at, ...line }) => ({ kind: 'usage_expected', ...line, ...boundsIn(term, at) })),
    fc.record({ kind: fc.constant('one_time'), amount, date }),
    fc.record({ kind: fc.constant('one_time'), amount, date }),
    fc.record({ kind: fc.constantFrom(...UNCOUNTED), amount: fc.constantFrom('5', '-5') }),
  );

/** A ramp of one line for each step; a step takes three months. */
const ramp = (term: WireTerm): fc.Arbitrary<readonly Unnamed[]> =>
  fc.array(amount, { minLength: 2, maxLength: 3 }).map((prices) =>
    prices.map((unit_price, i) => ({
      kind: 'recurring',
      product: 'core',
      unit_price,
      per: 'month',
      start: plusMonths(term.start, i * 3),
      ...(i === prices.length - 1 ? {} : { end: plusMonths(term.start, (i + 1) * 3) }),
    })),
  );

/** At most three priced lines and two others; ids are shared between contracts. */
export const linesIn = (term: WireTerm, date: fc.Arbitrary<Day>): fc.Arbitrary<readonly WireLine[]> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.array(priced(term), { minLength: 1, maxLength: 3 }) },
        { weight: 1, arbitrary: ramp(term) },
        { weight: 1, arbitrary: fc.constant([]) },
      ),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(other(term, date), { minLength: 1, maxLength: 2 }) },
      ),
    )
    .map((lines) => lines.flat().map((line, i) => ({ id: `line-${i}`, ...line })));
