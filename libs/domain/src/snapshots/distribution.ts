import type { Decimal } from '../money/decimal.ts';
import { ratio } from './emitted.ts';
import { figureBlock } from './figure.ts';
import { quantile, QUANTILES } from './order-statistics.ts';
import type { SegmentSums } from './segment-in-period.ts';

const quantileOfArr =
  (p: Decimal) =>
  ({ logos, arrAt }: SegmentSums): Decimal | null =>
    logos === 0 ? null : quantile(logos, p, arrAt);

/** Quantiles of the customers' ARR, and the largest of them. */
export const DISTRIBUTION = figureBlock(
  'distribution',
  ({ now }) => now,
)({
  acv_p25: {
    kind: 'quotient',
    meaning: 'A quarter of the customers are at or below it; interpolated.',
    of: quantileOfArr(QUANTILES.p25),
  },
  acv_median: { kind: 'quotient', meaning: 'The one in the middle.', of: quantileOfArr(QUANTILES.median) },
  acv_p75: { kind: 'quotient', meaning: 'Three quarters are at or below it.', of: quantileOfArr(QUANTILES.p75) },
  acv_p90: { kind: 'quotient', meaning: 'Nine tenths are at or below it.', of: quantileOfArr(QUANTILES.p90) },
  acv_max: {
    kind: 'quotient',
    meaning: 'The largest customer’s ARR.',
    of: ({ logos, top1 }) => (logos === 0 ? null : top1),
  },
});

/** The dependence on the largest customers. */
export const CONCENTRATION = figureBlock(
  'distribution',
  ({ now }) => now,
)({
  top1_share: {
    kind: 'ratio',
    meaning: 'The largest customer’s share of `arr`.',
    of: ({ top1, arr }) => ratio(top1, arr),
  },
  top10_share: {
    kind: 'ratio',
    meaning: 'The share of the ten largest customers together.',
    of: ({ top10, arr }) => ratio(top10, arr),
  },
  hhi: {
    kind: 'ratio',
    meaning: 'The sum of the squared shares: 1 if there is only one customer.',
    of: ({ sumOfSquares, arr }) => ratio(sumOfSquares, arr.times(arr)),
  },
  acv_ex_top1: {
    kind: 'quotient',
    meaning: 'The ACV without the largest customer; null below two.',
    of: ({ arr, top1, logos }) => (logos < 2 ? null : arr.minus(top1).div(logos - 1)),
  },
});
