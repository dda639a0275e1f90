import { Decimal as DecimalJs } from 'decimal.js';

/** Exact decimals. 60 digits: products of 15-digit amounts with 10 decimals stay exact, quotients are cut far behind the tenth place. */
export const Decimal = DecimalJs.clone({ precision: 60, toExpNeg: -9e15, toExpPos: 9e15, rounding: DecimalJs.ROUND_HALF_EVEN });
export type Decimal = DecimalJs;

export const ZERO: Decimal = new Decimal(0);
export const ONE: Decimal = new Decimal(1);

/** The only rounding of amounts: half to even, at the tenth place (definitions, section 4). */
export const roundHalfEven = (value: Decimal, places: number): Decimal =>
  value.toDecimalPlaces(places, DecimalJs.ROUND_HALF_EVEN);

export const round10 = (value: Decimal): Decimal => roundHalfEven(value, 10);

/** Plain notation without trailing zeros: `-0` is `0`, never an exponent. */
export const plain = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed());

/** A quotient, percentage or share as it is emitted: half to even from the unrounded value, with just this many places. */
export const fixed = (value: Decimal, places: number): string => {
  const rounded = roundHalfEven(value, places);
  return (rounded.isZero() ? ZERO : rounded).toFixed(places);
};
