import { Decimal } from '../money/decimal.ts';

/** The quantiles that a snapshot shows. */
export const QUANTILES = {
  p25: new Decimal('0.25'),
  median: new Decimal('0.5'),
  p75: new Decimal('0.75'),
  p90: new Decimal('0.9'),
} as const;

/**
 * A quantile of `count` ascending values lies between two of them: their ranks, from 1, and its distance from the lower
 * one.
 */
export type QuantilePosition = Readonly<{ lower: number; upper: number; fraction: Decimal }>;

export const quantilePosition = (count: number, quantile: Decimal): QuantilePosition => {
  const position = quantile.times(count - 1);
  const below = position.floor();
  const lower = below.toNumber() + 1;
  return { lower, upper: Math.min(lower + 1, count), fraction: position.minus(below) };
};

/** Linear interpolation at (n − 1)·p, exact. `valueAt` gives the value of a rank, from 1. */
export const quantile = (count: number, p: Decimal, valueAt: (rank: number) => Decimal): Decimal => {
  const { lower, upper, fraction } = quantilePosition(count, p);
  const below = valueAt(lower);
  return below.plus(valueAt(upper).minus(below).times(fraction));
};
