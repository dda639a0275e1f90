import type { Decimal } from '../money/decimal.ts';

/** The sum, without an addition if one of the two is 0: most of a million customers add nothing to most sums. */
export const plusUnlessZero = (a: Decimal, b: Decimal): Decimal => {
  if (b.isZero()) return a;
  return a.isZero() ? b : a.plus(b);
};
