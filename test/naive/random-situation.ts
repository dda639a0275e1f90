import fc from 'fast-check';
import { type Day, plusDays } from './calendar.ts';
import type { WireDiscount, WireEvent, WireTerms } from './wire.ts';

/**
 * Three simple contracts of few customers, with equal amounts, equal first days, ends, free periods and hand-overs.
 * They renew each other in every possible way. Random histories have such ties too rarely.
 */

const IDS = ['tie-a', 'tie-b', 'tie-c'] as const;
const OWNERS = ['cus-1', 'cus-2', 'cus-5'] as const;

type Plain = Readonly<{
  customer: string;
  start: Day;
  price: string;
  currency: string;
  tier: string;
  end: Day | null;
  /** The customer that has the contract from this day on. */
  moved: Readonly<{ customer: string; on: Day; minutes: number }> | null;
  charged: Day | null;
  /** The contract costs nothing until this day. */
  freeUntil: Day | null;
}>;

type Days = Readonly<{ first: Day; day: fc.Arbitrary<Day>; early: fc.Arbitrary<Day> }>;

const plainIn = ({ first, day, early }: Days): fc.Arbitrary<Plain> =>
  fc.record({
    customer: fc.constantFrom(...OWNERS),
    start: fc.oneof(fc.constant(first), early),
    price: fc.constantFrom('10', '10', '20'),
    currency: fc.constantFrom('USD', 'USD', 'USD', 'USD', 'EUR', 'JPY'),
    tier: fc.constantFrom('a', 'b'),
    end: fc.option(day, { nil: null, freq: 2 }),
    moved: fc.option(
      fc.record({ customer: fc.constantFrom(...OWNERS), on: day, minutes: fc.integer({ min: 1, max: 4 }) }),
      { nil: null, freq: 2 },
    ),
    charged: fc.option(day, { nil: null }),
    freeUntil: fc.option(day, { nil: null, freq: 1 }),
  });

type Relation = 'none' | 'first' | 'second' | 'both';

const relation = fc.constantFrom<Relation[]>('none', 'first', 'second', 'both');

/** The pairs form a ring, so that all three contracts can leave out each other. */
const PAIRS = [
  [0, 1],
  [1, 2],
  [2, 0],
] as const;

const renewedBy = (index: number, relations: readonly Relation[]): readonly string[] =>
  PAIRS.flatMap(([first, second], i): readonly string[] => {
    const between = relations[i] ?? 'none';
    if (index === first && (between === 'first' || between === 'both')) return [IDS[second]];
    return index === second && (between === 'second' || between === 'both') ? [IDS[first]] : [];
  });

const coupon = ({ start, freeUntil }: Plain): readonly WireDiscount[] =>
  freeUntil === null || freeUntil <= start ? [] : [{ type: 'percent', value: '100', start, end: freeUntil }];

const termsOf = (plain: Plain, index: number, renews: readonly string[]): Omit<WireTerms, 'effective_date'> => ({
  contract_id: IDS[index] ?? '',
  customer_id: plain.customer,
  currency: plain.currency,
  // A term has at least one day.
  term: { start: plain.start, end: plain.end !== null && plain.end > plain.start ? plain.end : null },
  lines: [
    {
      id: 'seats',
      kind: 'recurring',
      product: 'core',
      unit_price: plain.price,
      per: 'month',
      discounts: coupon(plain),
    },
    ...(plain.charged === null ? [] : [{ id: 'setup', kind: 'one_time', amount: '7', date: plain.charged }]),
  ],
  attributes: { tier: plain.tier },
  renews,
});

const eventsOfPlain = (plain: Plain, index: number, renews: readonly string[]): readonly WireEvent[] => {
  const terms = termsOf(plain, index, renews);
  const head = { specversion: '1.0', source: '/billing', subject: terms.contract_id };
  const created: WireEvent = {
    ...head,
    id: `${terms.contract_id}-1`,
    time: '2025-01-01T08:00:00Z',
    type: 'subscription.created',
    data: { ...terms, effective_date: plain.start },
  };
  if (plain.moved === null) return [created];
  const { customer, on, minutes } = plain.moved;
  const moved: WireEvent = {
    ...head,
    id: `${terms.contract_id}-2`,
    time: `2025-01-01T08:0${minutes}:00Z`,
    type: 'subscription.amended',
    data: { ...terms, customer_id: customer, effective_date: on > plain.start ? on : plusDays(plain.start, 1) },
  };
  return [created, moved];
};

/** The events of the three contracts; a quarter of the books have none. */
export const situationIn = (days: Days): fc.Arbitrary<readonly WireEvent[]> => {
  const plain = plainIn(days);
  const some = fc
    .tuple(fc.tuple(plain, plain, plain), fc.tuple(relation, relation, relation))
    .map(([contracts, relations]) => contracts.flatMap((one, i) => eventsOfPlain(one, i, renewedBy(i, relations))));
  return fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: some });
};
