import {
  addedDrivers,
  Decimal,
  type DriverLine,
  driverLine,
  drivers,
  NO_BOOKINGS,
  NO_DRIVERS,
  type SegmentInPeriod,
  type Standing,
  ZERO,
} from '@app/domain';
import fc from 'fast-check';

/** A customer on two days: its segment and lines on each, null if it is not active, and the rates of its currency. */
export type MarketCustomer = Readonly<{
  prior: CustomerDay | null;
  now: CustomerDay | null;
  priorRate: string;
  nowRate: string;
}>;

type CustomerDay = Readonly<{ segment: string; lines: readonly MarketLine[] }>;
type MarketLine = Readonly<{ id: string; product: string; quantity: string; price: string; kept: string }>;

const money = fc.integer({ min: 1, max: 500_000 }).map((cents) => new Decimal(cents).div(100).toFixed());
const line: fc.Arbitrary<MarketLine> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  product: fc.constantFrom('core', 'support', 'api'),
  quantity: fc.integer({ min: 1, max: 400 }).map(String),
  price: money,
  kept: fc.constantFrom('1', '0.9', '0.875', '0.5'),
});
const day: fc.Arbitrary<CustomerDay> = fc.record({
  segment: fc.constantFrom('enterprise', 'mid-market', 'self-serve'),
  lines: fc.uniqueArray(line, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
});
const customer: fc.Arbitrary<MarketCustomer> = fc.record({
  prior: fc.option(day, { nil: null }),
  now: fc.option(day, { nil: null }),
  priorRate: fc.constantFrom('1', '1.1', '0.85'),
  nowRate: fc.constantFrom('1', '1.1', '1.25'),
});

/** The customers of a random market, without those that are never active. */
export const markets = fc
  .array(customer, { minLength: 1, maxLength: 12 })
  .map((customers) => customers.filter(({ prior, now }) => prior !== null || now !== null));

export const SEGMENTS = ['enterprise', 'mid-market', 'self-serve'] as const;

const driverLines = (days: CustomerDay | null, rate: string): readonly DriverLine[] =>
  (days?.lines ?? []).map(({ id, product, quantity, price, kept }) => {
    const gross = new Decimal(quantity).times(price).times(12);
    const net = gross.times(kept);
    const fields = {
      contractId: 'contract',
      lineId: id,
      currency: 'EUR',
      kind: 'recurring',
      product,
      gross: gross.toFixed(),
      net: net.toFixed(),
      quantity,
    };
    return driverLine(fields, new Decimal(rate));
  });

const arrAt = (days: CustomerDay | null, rate: string): Decimal =>
  driverLines(days, rate)
    .reduce((sum, { net }) => sum.plus(net), ZERO)
    .times(rate);

type Facts = Readonly<{
  from: string | null;
  to: string | null;
  a0: Decimal;
  a1: Decimal;
  a10: Decimal;
  own: ReturnType<typeof drivers>;
}>;

const factsOf = ({ prior, now, priorRate, nowRate }: MarketCustomer): Facts => ({
  from: prior?.segment ?? null,
  to: now?.segment ?? null,
  a0: arrAt(prior, priorRate),
  a1: arrAt(now, nowRate),
  a10: arrAt(now, priorRate),
  own: drivers(driverLines(prior, priorRate), driverLines(now, priorRate)),
});

const sum = (facts: readonly Facts[], value: (fact: Facts) => Decimal): Decimal =>
  facts.reduce((total, fact) => total.plus(value(fact)), ZERO);

const standing = (facts: readonly Facts[], value: (fact: Facts) => Decimal): Standing => ({
  logos: facts.length,
  arr: sum(facts, value),
});

/** The sums over the customers that are in the segment now. */
const sizeOf = (here: readonly Facts[]): SegmentInPeriod['now'] => {
  const ranked = here.map(({ a1 }) => a1).toSorted((a, b) => a.comparedTo(b));
  return {
    ...standing(here, ({ a1 }) => a1),
    contracts: here.length,
    grossArr: sum(here, ({ a1 }) => a1),
    normalizedAcv: ZERO,
    contractedAcv: ZERO,
    expectedUsage: ZERO,
    oneTime: ZERO,
    sumOfSquares: sum(here, ({ a1 }) => a1.times(a1)),
    top1: ranked.at(-1) ?? ZERO,
    top10: ranked.slice(-10).reduce((total, arr) => total.plus(arr), ZERO),
    arrAt: (rank) => ranked[rank - 1] ?? ZERO,
  };
};

/** The customers of the market that are in a segment now and then. */
type Members = Readonly<{
  facts: readonly Facts[];
  here: readonly Facts[];
  there: readonly Facts[];
  isIn: (segment: string | null) => boolean;
}>;

const membersOf = (market: readonly MarketCustomer[], name: string): Members => {
  const isIn = (segment: string | null): boolean => segment !== null && (name === 'all' || segment === name);
  const facts = market.map(factsOf);
  return { facts, here: facts.filter(({ to }) => isIn(to)), there: facts.filter(({ from }) => isIn(from)), isIn };
};

const change = ({ a10, a0 }: Facts): Decimal => a10.minus(a0);

const movementsOf = ({ here, there, isIn }: Members): SegmentInPeriod['movements'] => {
  const both = here.filter(({ from }) => from !== null);
  const changed = (sign: 1 | -1) => both.filter(({ a10, a0 }) => a10.comparedTo(a0) === sign);
  const entered = here.filter(({ from }) => from === null);
  const left = there.filter(({ to }) => to === null);
  const movedIn = both.filter(({ from }) => !isIn(from));
  const movedOut = there.filter(({ to }) => to !== null && !isIn(to));
  return {
    opening: standing(there, ({ a0 }) => a0),
    new: standing(entered, ({ a1 }) => a1),
    reactivation: { logos: 0, arr: ZERO },
    churn: standing(left, ({ a0 }) => a0.negated()),
    transferredIn: { logos: 0, arr: ZERO },
    transferredOut: { logos: 0, arr: ZERO },
    movedIn: standing(movedIn, ({ a0 }) => a0),
    movedOut: standing(movedOut, ({ a0 }) => a0.negated()),
    expansion: standing(changed(1), change),
    contraction: standing(changed(-1), change),
    fx: sum(both, ({ a1, a10 }) => a1.minus(a10)),
  };
};

const retentionOf = (there: readonly Facts[]): SegmentInPeriod['retention'] => ({
  opening: standing(there, ({ a0 }) => a0),
  kept: sum(there, ({ to, a10 }) => (to === null ? ZERO : a10)),
  keptAtMost: sum(there, ({ to, a0, a10 }) => (to === null ? ZERO : Decimal.min(a0, a10))),
  churnedLogos: there.filter(({ to }) => to === null).length,
});

/** The sums of a segment of the market, customer by customer; `all` holds all customers (definitions, section 7). */
export const segmentOf = (market: readonly MarketCustomer[], name: string): SegmentInPeriod => {
  const members = membersOf(market, name);
  const { facts, here, there, isIn } = members;
  const stayed = here.filter(({ from }) => isIn(from));
  return {
    now: sizeOf(here),
    nowAtPrior: sum(here, ({ a10 }) => a10),
    prior: standing(there, ({ a0 }) => a0),
    yearAgo: null,
    movements: movementsOf(members),
    retention: retentionOf(there),
    yearRetention: null,
    remaining: {
      logos: stayed.length,
      prior: sum(stayed, ({ a0 }) => a0),
      now: sum(stayed, ({ a1 }) => a1),
      nowAtPrior: sum(stayed, ({ a10 }) => a10),
      ...stayed.reduce((total, fact) => addedDrivers(total, fact.own), NO_DRIVERS),
    },
    placed: standing(
      facts.filter(({ from, to }) => to !== null && isIn(from ?? to)),
      ({ a1 }) => a1,
    ),
    bookings: NO_BOOKINGS,
  };
};

/** The market with its two days swapped, at the rates of the prior day, so only the customers change. */
export const swapped = (market: readonly MarketCustomer[]): readonly MarketCustomer[] =>
  market.map(({ prior, now, priorRate }) => ({ prior: now, now: prior, priorRate, nowRate: priorRate }));

export const withoutCurrency = (market: readonly MarketCustomer[]): readonly MarketCustomer[] =>
  market.map((each) => ({ ...each, nowRate: each.priorRate }));

/** Every customer's lines in the opposite order. */
export const linesTurned = (market: readonly MarketCustomer[]): readonly MarketCustomer[] =>
  market.map(({ prior, now, ...rates }) => ({ prior: turned(prior), now: turned(now), ...rates }));

const turned = (days: CustomerDay | null): CustomerDay | null =>
  days === null ? null : { ...days, lines: days.lines.toReversed() };
