import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import type { Day } from './calendar.ts';
import type { Change, Comparison } from './comparison.ts';
import type { Stake } from './segments.ts';
import { countedInArr } from './valuation.ts';

export type Drivers = Readonly<{ price: Fraction; quantity: Fraction; discount: Fraction; product: Fraction }>;

/** Sums over the lines of one currency, kind and product, or over one line: quantity, annual gross and annual net. */
type Amounts = Readonly<{ quantity: Fraction; gross: Fraction; net: Fraction }>;

type CountedLine = Amounts & Readonly<{ contractId: string; lineId: string; pool: string; currency: string }>;

/** The lines that run on the day. A contract in its trial has none yet. */
const linesOf = (book: Book, stakes: readonly Stake[], day: Day): readonly CountedLine[] =>
  stakes.flatMap(({ held: { contract, event } }) => {
    if (contract.isInTrial(day)) return [];
    const nets = contract.lineRates(event, day, countedInArr(book.policy));
    return contract.lineRates(event, day, 'none').map(({ line, annual: gross }, i) => ({
      contractId: contract.id,
      lineId: line.id,
      pool: JSON.stringify([event.currency, line.kind, line.product]),
      currency: event.currency,
      quantity: line.kind === 'recurring' ? line.quantity : gross,
      gross,
      net: nets[i]?.annual ?? ZERO_FRACTION,
    }));
  });

const pooled = (lines: readonly CountedLine[]): Amounts => ({
  quantity: Fraction.sum(lines.map(({ quantity }) => quantity)),
  gross: Fraction.sum(lines.map(({ gross }) => gross)),
  net: Fraction.sum(lines.map(({ net }) => net)),
});

const isSold = ({ quantity, gross }: Amounts): boolean => quantity.isAboveZero() && gross.isAboveZero();

const NOTHING = { price: ZERO_FRACTION, quantity: ZERO_FRACTION, discount: ZERO_FRACTION };

type Explained = Omit<Drivers, 'product'>;

/** The effect of one factor's change on a product of three factors, averaged over all orders of changing them. */
const shapley = (
  [own0, own1]: readonly [Fraction, Fraction],
  [b0, b1]: readonly [Fraction, Fraction],
  [c0, c1]: readonly [Fraction, Fraction],
): Fraction => {
  const twice = (value: Fraction): Fraction => value.plus(value);
  const weights = [twice(b0.times(c0)), b0.times(c1), b1.times(c0), twice(b1.times(c1))];
  return own1.minus(own0).times(Fraction.sum(weights)).over(6n);
};

/** Both sides have a quantity and gross above 0. */
const explained = (zero: Amounts, one: Amounts): Explained => {
  const quantity = [zero.quantity, one.quantity] as const;
  const price = [zero.gross.dividedBy(zero.quantity), one.gross.dividedBy(one.quantity)] as const;
  const discount = [zero.net.dividedBy(zero.gross), one.net.dividedBy(one.gross)] as const;
  return {
    price: shapley(price, quantity, discount),
    quantity: shapley(quantity, price, discount),
    discount: shapley(discount, price, quantity),
  };
};

const isSame = (a: CountedLine, b: CountedLine): boolean =>
  a.contractId === b.contractId && a.lineId === b.lineId && a.pool === b.pool;

/** Explains unpaired lines of a pool. On one side only, they are quantity if the pool as a whole is on both. */
const ofPool = (
  zero: readonly CountedLine[],
  one: readonly CountedLine[],
  allZero: Amounts,
  allOne: Amounts,
): Explained => {
  const [before, now] = [pooled(zero), pooled(one)];
  if (isSold(before) && isSold(now)) return explained(before, now);
  if (isSold(now) && isSold(allZero)) return { ...NOTHING, quantity: now.net };
  if (isSold(before) && isSold(allOne)) return { ...NOTHING, quantity: before.net.negated() };
  return NOTHING;
};

const converted = ({ price, quantity, discount }: Explained, rate: Fraction): Explained => ({
  price: price.times(rate),
  quantity: quantity.times(rate),
  discount: discount.times(rate),
});

const added = (a: Explained, b: Explained): Explained => ({
  price: a.price.plus(b.price),
  quantity: a.quantity.plus(b.quantity),
  discount: a.discount.plus(b.discount),
});

/** Explains the change from A0* to A1@0. The part that no other driver explains is `product`. */
export const driversOf = (book: Book, comparison: Comparison, change: Change): Drivers => {
  const { from, to, rateBefore } = comparison;
  const zero = from === null ? [] : linesOf(book, change.stakesStart, from);
  const one = linesOf(book, change.stakesNow, to);
  const pairs = zero.flatMap((before) => one.filter((now) => isSame(before, now)).map((now) => ({ before, now })));
  const restZero = zero.filter((line) => !pairs.some(({ before }) => before === line));
  const restOne = one.filter((line) => !pairs.some(({ now }) => now === line));

  const parts: Explained[] = [];
  for (const { before, now } of pairs) {
    if (isSold(before) && isSold(now)) {
      parts.push(converted(explained(before, now), rateBefore(now.currency) ?? ZERO_FRACTION));
    }
  }
  for (const [pool, lines] of Map.groupBy([...restZero, ...restOne], (line) => line.pool)) {
    const inPool = (line: CountedLine): boolean => line.pool === pool;
    const part = ofPool(
      restZero.filter(inPool),
      restOne.filter(inPool),
      pooled(zero.filter(inPool)),
      pooled(one.filter(inPool)),
    );
    parts.push(converted(part, rateBefore(lines[0]?.currency ?? '') ?? ZERO_FRACTION));
  }
  const sum = parts.reduce(added, NOTHING);
  const rest = change.nowAtPrior.minus(change.start).minus(sum.price).minus(sum.quantity).minus(sum.discount);
  return { ...sum, product: rest };
};
