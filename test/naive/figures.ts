import { Fraction, ONE_FRACTION } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import { bookingRow } from './booking-figures.ts';
import { type Booking, bookingsIn, unratedBookings } from './bookings.ts';
import { acvBefore, acvNow, type Bridge, BRIDGE_PARTS, bridgeOf, emittedBridge } from './bridge.ts';
import type { Days } from './calendar.ts';
import { hadArr, hasArr } from './changes.ts';
import type { Change, Comparison, Unrated } from './comparison.ts';
import { concentration } from './concentration.ts';
import { effectsOf } from './mix-and-rate.ts';
import { movementsOf, type OfSegment } from './movements.ts';
import { oneTimeIn, unratedOneTime } from './one-time.ts';
import { byCodePoint } from './order.ts';
import { type Retention, retentionOf } from './retention.ts';
import { exact, mapped, percent, quotient, type Row, share } from './rows.ts';
import { segmentOfNobody, type Stake } from './segments.ts';
import { mean, ratio, shortfall } from './statistics.ts';
import { round10 } from './valuation.ts';

/** The input of a snapshot, or of a comparison of any two days. */
export type Taken = Readonly<{
  book: Book;
  comparison: Comparison;
  /** The comparison with the year-ago measured day; null without one. */
  yearly: Comparison | null;
  /** The days whose bookings and one-time lines count, up to the measured day. */
  days: Days;
}>;

/** The unrounded figures that signals are decided by. */
export type Unrounded = Readonly<{
  trendCc: Fraction | null;
  retention: Retention;
  bridge: Bridge | null;
  top1Share: Fraction | null;
}>;

export type Figures = Readonly<{ dimension: string; segment: string; row: Row; unrounded: Unrounded }>;

type Reported = Readonly<{ customer: string }>;

const inSegment = (changes: readonly Change[], dimension: string, segment: string): OfSegment => ({
  then: changes.filter((change) => change.segmentBefore(dimension) === segment),
  now: changes.filter((change) => change.segmentNow(dimension) === segment),
});

/** The segment of a customer's bookings, one-time lines and expected usage is its segment on the measured day. */
const segmentOnMeasuredDay = ({ changes }: Comparison, dimension: string, customer: string): string =>
  changes.find((change) => change.customer === customer && hasArr(change))?.segmentNow(dimension) ??
  segmentOfNobody(dimension);

const minusOne = (value: Fraction | null): Fraction | null => value?.minus(ONE_FRACTION) ?? null;

const trend = (now: Fraction | null, before: Fraction | null): Fraction | null =>
  now === null || before === null ? null : minusOne(ratio(now, before));

const trendNullReason = ({ from }: Comparison, before: Fraction | null, now: Fraction | null): string | null => {
  if (from === null) return 'no_prior_period';
  if (now === null) return 'no_active_logos';
  return before === null ? 'prior_without_logos' : null;
};

const sumOfStakes = (stakes: readonly Stake[], amount: (stake: Stake) => Fraction): Fraction =>
  Fraction.sum(stakes.map((stake) => round10(amount(stake).times(stake.rate))));

const contractSums = (now: readonly Change[]): Row => {
  const stakes = now.flatMap(({ stakesNow }) => stakesNow);
  const paid = stakes.filter(({ held }) => held.arr.isAboveZero());
  const arr = Fraction.sum(now.map((change) => change.now));
  const gross = sumOfStakes(stakes, ({ held }) => held.measures().grossArr);
  const normalized = sumOfStakes(paid, ({ held }) => held.measures().acv);
  const contracted = sumOfStakes(paid, ({ held }) => held.measures().contractedAcv);
  const logos = Fraction.whole(now.length);
  return {
    arr: exact(arr),
    active_logos: now.length,
    active_contracts: paid.length,
    gross_arr: exact(gross),
    discount_pct: percent(shortfall(arr, gross)),
    normalized_acv_total: exact(normalized),
    normalized_acv_average: quotient(ratio(normalized, logos)),
    contracted_acv_total: exact(contracted),
    contracted_acv_average: quotient(ratio(contracted, logos)),
  };
};

const bridgeRow = (bridge: Bridge | null, from: Fraction | null, to: Fraction | null): Row => {
  const parts = bridge === null || from === null || to === null ? null : emittedBridge(bridge, from, to);
  return Object.fromEntries(BRIDGE_PARTS.map((part) => [`bridge_${part}`, quotient(parts?.[part] ?? null)]));
};

const retentionRow = ({ net, gross, churn }: Retention, suffix: string): Row => ({
  [`nrr_${suffix}`]: percent(net),
  [`grr_${suffix}`]: percent(gross),
  [`logo_churn_${suffix}`]: percent(churn),
});

const NO_RETENTION: Retention = { net: null, gross: null, churn: null };

const figuresOf = (taken: Taken, extras: Extras, dimension: string, segment: string): Figures => {
  const { book, comparison, yearly } = taken;
  const { changes } = comparison;
  const own = inSegment(changes, dimension, segment);
  const active = own.now.filter(hasArr);
  const arrs = active.map(({ now }) => now);
  const arr = Fraction.sum(arrs);
  const [before, now] = [acvBefore(own.then), acvNow(own.now)];
  const atPriorRates = mean(active.map(({ nowAtPrior }) => nowAtPrior));
  const trendCc = trend(atPriorRates, before);
  const ofYear = yearly === null ? null : inSegment(yearly.changes, dimension, segment);
  const movements = movementsOf(own, dimension);
  const retention = retentionOf(own.then);
  const bridge = bridgeOf(book, comparison, own);
  const effects = comparison.from === null ? null : effectsOf(changes, dimension, segment);
  const { row: concentrated, top1Share } = concentration(arrs, arr);
  const here = <R extends Reported>(all: readonly R[]): readonly R[] =>
    all.filter(({ customer }) => segmentOnMeasuredDay(comparison, dimension, customer) === segment);

  return {
    dimension,
    segment,
    unrounded: { trendCc, retention, bridge, top1Share },
    row: {
      ...contractSums(active),
      acv: quotient(now),
      acv_prior: quotient(before),
      acv_trend_pct: percent(trend(now, before)),
      acv_trend_ratio: share(trend(now, before)),
      trend_null_reason: trendNullReason(comparison, before, now),
      acv_trend_cc_pct: percent(trendCc),
      acv_yoy_pct: percent(ofYear === null ? null : trend(now, acvBefore(ofYear.then))),
      ...concentrated,
      ...mapped(movements.sums, exact),
      ...movements.counts,
      ...retentionRow(retention, 'pct'),
      ...retentionRow(ofYear === null ? NO_RETENTION : retentionOf(ofYear.then), 'yoy_pct'),
      ...bridgeRow(bridge, before, now),
      rate_effect: quotient(effects?.rate ?? null),
      mix_effect: quotient(effects?.mix ?? null),
      expected_usage_arr: exact(Fraction.sum(here(extras.expected).map(({ value }) => value))),
      one_time_total: exact(Fraction.sum(here(extras.oneTime).map(({ value }) => value))),
      ...bookingRow(here(extras.bookings)),
      missing_fx: missingFx(taken),
    },
  };
};

type Valued = Reported & Readonly<{ value: Fraction }>;

/** Figures that may belong to a customer that is not active. */
type Extras = Readonly<{
  expected: readonly Valued[];
  oneTime: readonly Valued[];
  bookings: readonly Booking[];
}>;

const extrasOf = ({ book, comparison, days }: Taken): Extras => ({
  expected: comparison.counted.map(({ held, rate }) => ({
    customer: held.customer,
    value: round10(held.measures().expectedUsage.times(rate)),
  })),
  oneTime: oneTimeIn(book, comparison, days),
  bookings: bookingsIn(book, comparison, days),
});

/** Left out for want of a rate: contracts on one of the days, bookings and one-time lines between the days. */
export const unratedIn = ({ book, comparison, yearly, days }: Taken): readonly Unrated[] => [
  ...comparison.unrated,
  ...(yearly?.unrated ?? []),
  ...unratedOneTime(book, comparison, days),
  ...unratedBookings(book, comparison, days),
];

const missingFx = (taken: Taken): readonly string[] =>
  [...new Set(unratedIn(taken).map(({ currency }) => currency))].toSorted(byCodePoint);

const segmentsOf = ({ comparison }: Taken, { expected, oneTime, bookings }: Extras, dimension: string) => {
  const segments = new Set<string>(dimension === 'all' ? ['all'] : []);
  for (const change of comparison.changes) {
    if (hadArr(change)) segments.add(change.segmentBefore(dimension));
    if (hasArr(change)) segments.add(change.segmentNow(dimension));
  }
  const others = [...expected.filter(({ value }) => !value.isZero()), ...oneTime, ...bookings];
  for (const { customer } of others) segments.add(segmentOnMeasuredDay(comparison, dimension, customer));
  return [...segments].toSorted(byCodePoint);
};

/** The figures of every segment of every dimension (definitions, section 7). */
export const allFigures = (taken: Taken): readonly Figures[] => {
  const extras = extrasOf(taken);
  return taken.book.policy.dimensions.flatMap((dimension) =>
    segmentsOf(taken, extras, dimension).map((segment) => figuresOf(taken, extras, dimension, segment)),
  );
};
