import { type Decimal, ZERO } from './decimal.ts';
import { roundHalfEven } from './rounding.ts';

/** Plain notation without trailing zeros and never with an exponent; `-0` is `0`. */
export const plain = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed());

/** A quotient, percentage or share with exactly `places`, rounded half to even from the unrounded value. */
export const fixed = (value: Decimal, places: number): string => {
  const rounded = roundHalfEven(value, places);
  return (rounded.isZero() ? ZERO : rounded).toFixed(places);
};
