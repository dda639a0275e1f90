import { type Decimal, fixed, plain } from '../money/decimal.ts';
import { quantile, QUANTILES } from './order-statistics.ts';
import { averageAcv, type SegmentSums, type Standing } from './standing.ts';

export type TrendNullReason = 'no_prior_period' | 'no_active_logos' | 'prior_without_logos';

/** A segment in a period: its sums now, and its standing on the days it is compared with; null where there is no such period. */
export type SegmentInPeriod = Readonly<{ now: SegmentSums; prior: Standing | null; yearAgo: Standing | null }>;

/** Field by field as it is emitted: decimals as text, counts as numbers, null where undefined (definitions, section 7). */
export type Figures = Readonly<Record<string, string | number | null>>;

const amount = (value: Decimal | null): string | null => (value === null ? null : fixed(value, 4));
const percentage = (ratio: Decimal | null): string | null => (ratio === null ? null : fixed(ratio.times(100), 4));
const share = (ratio: Decimal | null): string | null => (ratio === null ? null : fixed(ratio, 6));

/** (now − then) ÷ then, or null where one of them is undefined. */
const changeRatio = (now: Decimal | null, then: Decimal | null): Decimal | null =>
  now === null || then === null ? null : now.minus(then).div(then);

export const trendNullReason = ({ now, prior }: SegmentInPeriod): TrendNullReason | null => {
  if (prior === null) return 'no_prior_period';
  if (now.logos === 0) return 'no_active_logos';
  return prior.logos === 0 ? 'prior_without_logos' : null;
};

const trend = (segment: SegmentInPeriod): Figures => {
  const acv = averageAcv(segment.now);
  const prior = segment.prior === null ? null : averageAcv(segment.prior);
  const yearAgo = segment.yearAgo === null ? null : averageAcv(segment.yearAgo);
  const ratio = changeRatio(acv, prior);
  return {
    acv: amount(acv),
    acv_prior: amount(prior),
    acv_trend_pct: percentage(ratio),
    acv_trend_ratio: share(ratio),
    trend_null_reason: trendNullReason(segment),
    acv_yoy_pct: percentage(changeRatio(acv, yearAgo)),
  };
};

const distribution = (now: SegmentSums): Figures => ({
  ...Object.fromEntries(
    Object.entries(QUANTILES).map(([field, p]) => [
      field,
      now.logos === 0 ? null : amount(quantile(now.logos, p, now.arrAt)),
    ]),
  ),
  acv_max: now.logos === 0 ? null : amount(now.top1),
});

const contracted = (now: SegmentSums): Figures => ({
  normalized_acv_total: plain(now.normalizedAcv),
  normalized_acv_average: amount(averageAcv({ arr: now.normalizedAcv, logos: now.logos })),
  contracted_acv_total: plain(now.contractedAcv),
  contracted_acv_average: amount(averageAcv({ arr: now.contractedAcv, logos: now.logos })),
});

const discounts = ({ arr, grossArr }: SegmentSums): Figures => ({
  gross_arr: plain(grossArr),
  discount_pct: percentage(grossArr.isZero() ? null : grossArr.minus(arr).div(grossArr)),
});

const concentration = ({ arr, logos, top1, top10, sumOfSquares }: SegmentSums): Figures => ({
  top1_share: share(logos === 0 ? null : top1.div(arr)),
  top10_share: share(logos === 0 ? null : top10.div(arr)),
  hhi: share(logos === 0 ? null : sumOfSquares.div(arr.times(arr))),
  acv_ex_top1: amount(logos < 2 ? null : arr.minus(top1).div(logos - 1)),
});

/** The figures of a segment's snapshot (definitions, section 7, first table). */
export const snapshotFigures = (segment: SegmentInPeriod): Figures => ({
  arr: plain(segment.now.arr),
  active_logos: segment.now.logos,
  active_contracts: segment.now.contracts,
  ...trend(segment),
  ...distribution(segment.now),
  ...contracted(segment.now),
  ...discounts(segment.now),
  expected_usage_arr: plain(segment.now.expectedUsage),
  one_time_total: plain(segment.now.oneTime),
  ...concentration(segment.now),
});
