import { Decimal as DecimalJs } from 'decimal.js';

/** Exact decimals. 60 digits: products of 15-digit amounts with 10 decimals stay exact, quotients are cut far behind the tenth place. */
export const Decimal = DecimalJs.clone({
  precision: 60,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  rounding: DecimalJs.ROUND_HALF_EVEN,
});
export type Decimal = DecimalJs;

export const ZERO: Decimal = new Decimal(0);
export const ONE: Decimal = new Decimal(1);

const SETTLED_PLACES = 30;

/**
 * A value without the noise that divisions leave: a third of three is 0.9…9 in sixty digits, and a half that way is no
 * tie. What stands behind the thirtieth place is such noise, for no quotient of real amounts comes that close to a tie,
 * to zero or to a threshold without being there.
 */
export const settled = (value: Decimal): Decimal =>
  value.decimalPlaces() <= SETTLED_PLACES ? value : value.toDecimalPlaces(SETTLED_PLACES, DecimalJs.ROUND_HALF_EVEN);

export const roundHalfEven = (value: Decimal, places: number): Decimal =>
  value.decimalPlaces() <= places ? value : settled(value).toDecimalPlaces(places, DecimalJs.ROUND_HALF_EVEN);

/** The only rounding of amounts: half to even, at the tenth place (definitions, section 4). */
export const round10 = (value: Decimal): Decimal => roundHalfEven(value, 10);

/** Plain notation without trailing zeros: `-0` is `0`, never an exponent. */
export const plain = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed());

/** A quotient, percentage or share as it is emitted: half to even from the unrounded value, with just this many places. */
export const fixed = (value: Decimal, places: number): string => {
  const rounded = roundHalfEven(value, places);
  return (rounded.isZero() ? ZERO : rounded).toFixed(places);
};
