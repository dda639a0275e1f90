import { fixed } from '../money/decimal-text.ts';
import { Decimal, ONE, ZERO } from '../money/decimal.ts';
import { settled } from '../money/rounding.ts';
import type { SignalThresholds } from '../policy/policy.ts';
import { bridge, BRIDGE_PARTS, type BridgePart } from './bridge.ts';
import { ratio, share } from './emitted.ts';
import { netRetention } from './retention.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';
import type { CompressionCode, CompressionDriver, Signal } from './signal.ts';
import { averageAcv, type Standing } from './standing.ts';
import { constantCurrencyTrend } from './trend.ts';

/** A period's part in a run of falling ACV, unrounded, because thresholds are compared unrounded. */
export type Workings = Readonly<{
  trend: Decimal;
  netRetention: Decimal;
  parts: Readonly<Record<BridgePart, Decimal>>;
}>;

/** Null if the trend, the retention or the bridge is undefined. */
export const workings = (segment: SegmentInPeriod): Workings | null => {
  const trend = constantCurrencyTrend(segment);
  const retained = netRetention(segment.retention);
  const whole = bridge(segment);
  return trend === null || retained === null || whole === null
    ? null
    : { trend, netRetention: retained, parts: whole.parts };
};

const codeOf = (driver: CompressionDriver): CompressionCode => {
  switch (driver) {
    case 'price':
    case 'quantity':
    case 'discount':
    case 'product':
      return 'discounting_or_seat_compression';
    case 'entered_mix':
      return 'new_deals_smaller';
    case 'left_mix':
      return 'large_customers_leaving';
  }
};

const DRIVERS = BRIDGE_PARTS.filter((part): part is CompressionDriver => part !== 'fx');

/**
 * Signals ACV that falls period after period while retention looks flat. `run` ends with the period that is signalled.
 */
export const compressionSignals = (
  run: readonly (Workings | null)[],
  { compressionPeriods, compressionNrrBand }: SignalThresholds,
): readonly Signal[] => {
  const last = run.slice(-compressionPeriods).filter((period) => period !== null);
  if (last.length < compressionPeriods || last.some(({ trend }) => !trend.isNegative() || trend.isZero())) return [];
  const retained = last.reduce((product, period) => product.times(period.netRetention), ONE);
  if (settled(retained).minus(1).abs().times(100).gt(compressionNrrBand)) return [];
  const sumOf = (part: CompressionDriver): Decimal => last.reduce((sum, { parts }) => sum.plus(parts[part]), ZERO);
  const driver = DRIVERS.reduce((lowest, part) => (sumOf(part).lt(sumOf(lowest)) ? part : lowest));
  const driverSum = sumOf(driver);
  return driverSum.isNegative() && !driverSum.isZero()
    ? [{ code: codeOf(driver), driver, driver_sum: fixed(driverSum, 4) }]
    : [];
};

const sign = (value: Decimal): number => (value.isZero() ? 0 : value.isNegative() ? -1 : 1);

/** The segments of a dimension, with each customer in the segment that mix and rate use. */
export type DimensionSegments = Readonly<{ dimension: string; segments: readonly SegmentInPeriod[] }>;

const changeOf = (prior: Standing | null, now: Standing): Decimal | null => {
  const [before, after] = [prior === null ? null : averageAcv(prior), averageAcv(now)];
  return before === null || after === null ? null : settled(after.minus(before));
};

/** The blended ACV moved one way while no segment moved that way and at least one moved the other. */
const simpsonReversals = (all: SegmentInPeriod, dimensions: readonly DimensionSegments[]): readonly Signal[] => {
  const blended = changeOf(all.prior, all.now);
  if (blended === null || blended.isZero()) return [];
  return dimensions.flatMap(({ dimension, segments }) => {
    const signs = segments
      .map(({ prior, placed }) => changeOf(prior, placed))
      .filter((change) => change !== null)
      .map(sign);
    const reversed = signs.every((s) => s !== sign(blended)) && signs.some((s) => s === -sign(blended));
    return reversed ? [{ code: 'simpson_reversal', dimension } as const] : [];
  });
};

const whales = ({ now }: SegmentInPeriod, { whaleShare }: SignalThresholds): readonly Signal[] => {
  const top1 = ratio(now.top1, now.arr);
  return top1 === null || top1.lt(whaleShare) ? [] : [{ code: 'whale', top1_share: share(top1) ?? '' }];
};

/**
 * The customer that moved the ARR most, at constant currency; ties go to the smallest id. `prior` counts what changed
 * hands for the customer that has it today.
 */
export type LargestMove = Readonly<{ customerId: string; now: Decimal; nowAtPrior: Decimal; prior: Decimal }>;

/** The ACV as it would be if this customer had not entered, left or changed; null if no customer would be left. */
const acvWithout = (
  { now: { arr, logos } }: SegmentInPeriod,
  { now, nowAtPrior, prior }: LargestMove,
): Decimal | null => {
  if (prior.isZero()) return logos < 2 ? null : arr.minus(now).div(logos - 1);
  if (now.isZero()) return arr.plus(prior).div(logos + 1);
  return arr.minus(nowAtPrior.minus(prior)).div(logos);
};

const dealSwings = (all: SegmentInPeriod, move: LargestMove | null, { swing }: SignalThresholds): readonly Signal[] => {
  const acv = averageAcv(all.now);
  if (move === null || all.prior === null || acv === null || all.now.logos < 2) return [];
  const without = acvWithout(all, move);
  if (without === null || !without.gt(0)) return [];
  const swung = settled(acv.minus(without).abs().div(without));
  return swung.lt(swing)
    ? []
    : [{ code: 'single_deal_swing', customer_id: move.customerId, swing: share(swung) ?? '' }];
};

/**
 * The gaps in a period's data: contracts left out because they have no rate, contracts whose creation has not arrived, and
 * contracts with events of more than one source (two systems may use one id for two contracts).
 */
export type DataGaps = Readonly<{
  withoutRate: number;
  currencies: readonly string[];
  creationMissing: number;
  mixedSources: number;
}>;

const gapSignals = ({ withoutRate, currencies, creationMissing, mixedSources }: DataGaps): readonly Signal[] => [
  ...(withoutRate === 0 ? [] : [{ code: 'incomplete_fx', contracts: withoutRate, currencies } as const]),
  ...(creationMissing === 0 ? [] : [{ code: 'creation_missing', contracts: creationMissing } as const]),
  ...(mixedSources === 0 ? [] : [{ code: 'mixed_sources', contracts: mixedSources } as const]),
];

/** Everything that the signals of the whole depend on. */
export type WholeInPeriod = Readonly<{
  whole: SegmentInPeriod;
  dimensions: readonly DimensionSegments[];
  largestMove: LargestMove | null;
  gaps: DataGaps;
}>;

/** The signals of the whole, besides the run of falling ACV, which every segment has. */
export const wholeSignals = (
  { whole, dimensions, largestMove, gaps }: WholeInPeriod,
  thresholds: SignalThresholds,
): readonly Signal[] => [
  ...simpsonReversals(whole, dimensions),
  ...whales(whole, thresholds),
  ...dealSwings(whole, largestMove, thresholds),
  ...gapSignals(gaps),
];

/** Decimals as text, to be stored with the snapshot that they belong to. */
export const workingsJson = ({ trend, netRetention: retained, parts }: Workings): unknown => [
  trend.toString(),
  retained.toString(),
  BRIDGE_PARTS.map((part) => parts[part].toString()),
];

/** The inverse of `workingsJson`. */
export const workingsFrom = ([trend, retained, parts]: readonly [string, string, readonly string[]]): Workings => ({
  trend: new Decimal(trend),
  netRetention: new Decimal(retained),
  parts: Object.fromEntries(BRIDGE_PARTS.map((part, i) => [part, new Decimal(parts[i] ?? 0)])) as Workings['parts'],
});
