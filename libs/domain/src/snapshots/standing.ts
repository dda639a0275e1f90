import type { Decimal } from '../money/decimal.ts';

/** A segment's active customers on one day: how many, and what their ARR comes to. */
export type Standing = Readonly<{ arr: Decimal; logos: number }>;

/** Sums over a segment's active customers at the measured day, in the reporting currency. */
export type SegmentSums = Standing &
  Readonly<{
    /** Their contracts with `arr` above 0. */
    contracts: number;
    grossArr: Decimal;
    normalizedAcv: Decimal;
    contractedAcv: Decimal;
    /** Of the customers that stand in the segment, active or not. */
    expectedUsage: Decimal;
    oneTime: Decimal;
    sumOfSquares: Decimal;
    /** The largest customer's ARR, and that of the ten largest together. */
    top1: Decimal;
    top10: Decimal;
    /** The customers' ARR by rank, ascending from 1; asked only for the ranks that `QUANTILES` need. */
    arrAt: (rank: number) => Decimal;
  }>;

export const averageAcv = ({ arr, logos }: Standing): Decimal | null => (logos === 0 ? null : arr.div(logos));
