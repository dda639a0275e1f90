import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plain } from '../money/decimal-text.ts';
import { Decimal } from '../money/decimal.ts';
import { quantile, quantilePosition, QUANTILES } from './order-statistics.ts';

const of = (values: readonly number[], p: number): string => {
  const ascending = values.toSorted((a, b) => a - b);
  return plain(quantile(values.length, new Decimal(p), (rank) => new Decimal(ascending[rank - 1] ?? Number.NaN)));
};

describe('a quantile', () => {
  it.each<[readonly number[], number, string]>([
    [[1, 2, 3, 4], 0.5, '2.5'],
    [[1, 2, 3, 4], 0.25, '1.75'],
    [[1, 2, 3, 4], 0.75, '3.25'],
    [[1, 2, 3, 4], 0.9, '3.7'],
    [[10, 20, 30], 0.5, '20'],
    [[7], 0.9, '7'],
    [[0, 10], 0.25, '2.5'],
  ])('of %j at %d is interpolated at (n − 1)·p: %s', (values, p, expected) => {
    expect(of(values, p)).toBe(expected);
  });

  it('asks for no rank that is not there, and lies between its neighbours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(...Object.values(QUANTILES)), (count, p) => {
        const { lower, upper, fraction } = quantilePosition(count, p);
        expect(lower).toBeGreaterThanOrEqual(1);
        expect(upper).toBeLessThanOrEqual(count);
        expect(upper - lower).toBe(lower === count ? 0 : 1);
        expect(fraction.gte(0) && fraction.lt(1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
