import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import { type Book, firstActiveDays, type Held } from './book.ts';
import type { Day } from './calendar.ts';
import { byCodePoint } from './order.ts';
import { segmentOf, type Stake, totalOf } from './segments.ts';
import { round10 } from './valuation.ts';

/** One customer on two days, 0 and 1. The names follow the definitions, section 7. */
export type Change = Readonly<{
  customer: string;
  /** A0: its ARR on day 0. */
  before: Fraction;
  gave: Fraction;
  received: Fraction;
  /** A0*: A0 after hand-overs, i.e. without what it gave and with what it received. */
  start: Fraction;
  /** A1 */
  now: Fraction;
  /** A1@0 */
  nowAtPrior: Fraction;
  /** The contracts that add up to A0, A0* and A1. */
  stakesBefore: readonly Stake[];
  stakesStart: readonly Stake[];
  stakesNow: readonly Stake[];
  /** It had ARR on day 0 or an earlier one, in any currency. */
  wasActiveEarlier: boolean;
  segmentBefore: (dimension: string) => string;
  segmentNow: (dimension: string) => string;
}>;

/** A contract in a currency without a rate. */
export type Unrated = Readonly<{ id: string; currency: string }>;

export type Comparison = Readonly<{
  /** Null for the first period, which has nothing to be compared with. */
  from: Day | null;
  to: Day;
  rateBefore: (currency: string) => Fraction | null;
  rateNow: (currency: string) => Fraction | null;
  changes: readonly Change[];
  /** The contracts that count on the measured day, also those of customers without ARR. */
  counted: readonly Stake[];
  /** Ids of contracts without a rate on the measured day: they are left out of every figure. */
  unratedNow: ReadonlySet<string>;
  /** Contracts without a rate on either day. */
  unrated: readonly Unrated[];
}>;

type Rate = (currency: string) => Fraction | null;

const stakesOf = (held: readonly Held[], rate: Rate): readonly Stake[] =>
  held.flatMap((one) => {
    const found = rate(one.event.currency);
    return found === null || one.isLeftOut ? [] : [{ held: one, value: round10(one.arr.times(found)), rate: found }];
  });

export const byCustomer = (stakes: readonly Stake[]): ReadonlyMap<string, readonly Stake[]> =>
  Map.groupBy(stakes, ({ held }) => held.customer);

/** The contracts that count on a day, converted at `rate`, in the order of their ids. */
export const stakesOn = (book: Book, day: Day, rate: Rate): readonly Stake[] => stakesOf(book.heldOn(day), rate);

type HandOver = Readonly<{ stake: Stake; to: string }>;

/** The other, active customer that has on day 1 what `stake`'s customer had on day 0; null if there is none. */
const newOwner = (
  stake: Stake,
  heldNow: readonly Held[],
  rateNow: Rate,
  isActiveNow: (customer: string) => boolean,
) => {
  const { contract, customer } = stake.held;
  const itself = heldNow.find((one) => one.contract.id === contract.id);
  if (itself !== undefined)
    return itself.customer !== customer && isActiveNow(itself.customer) ? itself.customer : null;
  const successors = heldNow.filter(
    ({ arr, event }) => arr.isAboveZero() && rateNow(event.currency) !== null && event.renews.includes(contract.id),
  );
  if (successors.some((one) => one.customer === customer)) return null;
  return successors.find((one) => isActiveNow(one.customer))?.customer ?? null;
};

export const comparisonOf = (book: Book, from: Day | null, to: Day): Comparison => {
  const rateNow: Rate = (currency) => book.rateOn(currency, to);
  const rateBefore: Rate = (currency) => (from === null ? null : book.rateOn(currency, from)) ?? rateNow(currency);

  const heldNow = book.heldOn(to);
  const heldBefore = from === null ? [] : book.heldOn(from);
  const unratedNow = heldNow.filter(({ event }) => rateNow(event.currency) === null);
  const unratedBefore = heldBefore.filter(({ event }) => rateBefore(event.currency) === null);
  const idsUnratedNow = new Set(unratedNow.map(({ contract }) => contract.id));

  const stakesNow = stakesOf(heldNow, rateNow);
  const stakesBefore = stakesOf(
    heldBefore.filter(({ contract }) => !idsUnratedNow.has(contract.id)),
    rateBefore,
  );
  const [now, before] = [byCustomer(stakesNow), byCustomer(stakesBefore)];

  const isActiveNow = (customer: string): boolean => totalOf(now.get(customer) ?? []).isAboveZero();
  const handOvers = stakesBefore.flatMap((stake): readonly HandOver[] => {
    const to = newOwner(stake, heldNow, rateNow, isActiveNow);
    return to === null ? [] : [{ stake, to }];
  });

  const changeOf = (customer: string): Change => {
    const own = before.get(customer) ?? [];
    const given = handOvers.filter(({ stake }) => stake.held.customer === customer).map(({ stake }) => stake);
    const received = handOvers.filter((one) => one.to === customer).map(({ stake }) => stake);
    const stakesStart = [...own.filter((stake) => !given.includes(stake)), ...received].toSorted((a, b) =>
      byCodePoint(a.held.contract.id, b.held.contract.id),
    );
    const stakes = now.get(customer) ?? [];
    const first = firstActiveDays(book).get(customer);
    const segmentNow = (dimension: string): string => segmentOf(book, dimension, customer, stakes);
    return {
      customer,
      before: totalOf(own),
      gave: totalOf(given),
      received: totalOf(received),
      start: totalOf(stakesStart),
      now: totalOf(stakes),
      nowAtPrior: Fraction.sum(
        stakes.map(({ held }) => round10(held.arr.times(rateBefore(held.event.currency) ?? ZERO_FRACTION))),
      ),
      stakesBefore: own,
      stakesStart,
      stakesNow: stakes,
      wasActiveEarlier: from !== null && first !== undefined && first <= from,
      segmentBefore: (dimension) =>
        totalOf(own).isAboveZero() ? segmentOf(book, dimension, customer, own) : segmentNow(dimension),
      segmentNow,
    };
  };

  return {
    from,
    to,
    rateBefore,
    rateNow,
    changes: [...new Set([...before.keys(), ...now.keys()])].toSorted(byCodePoint).map(changeOf),
    counted: stakesNow,
    unratedNow: idsUnratedNow,
    unrated: [...unratedNow, ...unratedBefore].map(({ contract, event }) => ({
      id: contract.id,
      currency: event.currency,
    })),
  };
};
