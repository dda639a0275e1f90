import { plain } from '../money/decimal-text.ts';
import { amount, type Figures, percentage, ratio, share } from './emitted.ts';
import { quantile, QUANTILES } from './order-statistics.ts';
import type { SegmentSums } from './segment-in-period.ts';
import { averageAcv } from './standing.ts';

/** Quantiles of the customers' ARR and the largest of them. */
export const distributionFigures = (now: SegmentSums): Figures => ({
  ...Object.fromEntries(
    Object.entries(QUANTILES).map(([field, p]) => [
      field,
      now.logos === 0 ? null : amount(quantile(now.logos, p, now.arrAt)),
    ]),
  ),
  acv_max: now.logos === 0 ? null : amount(now.top1),
});

/** Contracts' normalized and committed value, list price and discount, and what stands beside recurring value. */
export const contractFigures = (now: SegmentSums): Figures => ({
  normalized_acv_total: plain(now.normalizedAcv),
  normalized_acv_average: amount(averageAcv({ arr: now.normalizedAcv, logos: now.logos })),
  contracted_acv_total: plain(now.contractedAcv),
  contracted_acv_average: amount(averageAcv({ arr: now.contractedAcv, logos: now.logos })),
  gross_arr: plain(now.grossArr),
  discount_pct: percentage(ratio(now.grossArr.minus(now.arr), now.grossArr)),
  expected_usage_arr: plain(now.expectedUsage),
  one_time_total: plain(now.oneTime),
});

/** How much hangs on the largest customers. */
export const concentrationFigures = ({ arr, logos, top1, top10, sumOfSquares }: SegmentSums): Figures => ({
  top1_share: share(ratio(top1, arr)),
  top10_share: share(ratio(top10, arr)),
  hhi: share(ratio(sumOfSquares, arr.times(arr))),
  acv_ex_top1: amount(logos < 2 ? null : arr.minus(top1).div(logos - 1)),
});
