import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import { hadArr, hasArr, isActiveBothTimes } from './changes.ts';
import type { Change, Comparison } from './comparison.ts';
import { driversOf } from './drivers.ts';
import type { OfSegment } from './movements.ts';

/** The parts of a bridge, in the order of the definitions. */
export const BRIDGE_PARTS = ['left_mix', 'price', 'quantity', 'discount', 'product', 'fx', 'entered_mix'] as const;

export type BridgePart = (typeof BRIDGE_PARTS)[number];

export type Bridge = Readonly<Record<BridgePart, Fraction>>;

export const average = (sum: Fraction, count: number): Fraction => sum.over(BigInt(count));

/** ARR by logo; null without an active customer. */
export const acvBefore = (then: readonly Change[]): Fraction | null => {
  const had = then.filter(hadArr);
  return had.length === 0 ? null : average(Fraction.sum(had.map(({ before }) => before)), had.length);
};

export const acvNow = (now: readonly Change[]): Fraction | null => {
  const have = now.filter(hasArr);
  return have.length === 0 ? null : average(Fraction.sum(have.map((one) => one.now)), have.length);
};

const NO_CHANGE: Bridge = {
  left_mix: ZERO_FRACTION,
  price: ZERO_FRACTION,
  quantity: ZERO_FRACTION,
  discount: ZERO_FRACTION,
  product: ZERO_FRACTION,
  fx: ZERO_FRACTION,
  entered_mix: ZERO_FRACTION,
};

/** The unrounded parts from the ACV of day 0 to that of day 1; null if either ACV is null. */
export const bridgeOf = (book: Book, comparison: Comparison, { then, now }: OfSegment): Bridge | null => {
  const [from, to] = [acvBefore(then), acvNow(now)];
  if (comparison.from === null || from === null || to === null) return null;
  const stayed = then.filter((change) => isActiveBothTimes(change) && now.includes(change));
  if (stayed.length === 0) return { ...NO_CHANGE, entered_mix: to.minus(from) };

  const mean = (value: (change: Change) => Fraction): Fraction =>
    average(Fraction.sum(stayed.map(value)), stayed.length);
  const drivers = new Map(stayed.map((change) => [change, driversOf(book, comparison, change)]));
  const driver = (name: 'price' | 'quantity' | 'discount' | 'product'): Fraction =>
    mean((change) => drivers.get(change)?.[name] ?? ZERO_FRACTION);
  return {
    left_mix: mean(({ start }) => start).minus(from),
    price: driver('price'),
    quantity: driver('quantity'),
    discount: driver('discount'),
    product: driver('product'),
    fx: mean((change) => change.now.minus(change.nowAtPrior)),
    entered_mix: to.minus(mean((change) => change.now)),
  };
};

/** Rounds the parts so that they add up to the difference of the two rounded ACVs: the largest part takes the rest. */
export const emittedBridge = (bridge: Bridge, from: Fraction, to: Fraction): Bridge => {
  const rounded = Object.fromEntries(BRIDGE_PARTS.map((part) => [part, bridge[part].roundedAt(4)]));
  const difference = to.roundedAt(4).minus(from.roundedAt(4));
  const rest = difference.minus(Fraction.sum(Object.values(rounded)));
  const largest = BRIDGE_PARTS.reduce((a, b) => (bridge[a].absolute().isBelow(bridge[b].absolute()) ? b : a));
  return { ...NO_CHANGE, ...rounded, [largest]: (rounded[largest] ?? ZERO_FRACTION).plus(rest) };
};
