import type { Decimal } from '../money/decimal.ts';

/** The sum, without an addition where one of the two is 0: of a million customers most add nothing to most sums. */
export const plusUnlessZero = (a: Decimal, b: Decimal): Decimal => {
  if (b.isZero()) return a;
  return a.isZero() ? b : a.plus(b);
};
