import type { Decimal } from './decimal.ts';

/** The decimal places of every amount. */
export const AMOUNT_PLACES = 10;

const SETTLED_PLACES = 30;

/**
 * A value without the noise that divisions leave: a third times three is 0.9…9 in sixty digits, and a half that comes
 * about in this way is no tie. Digits beyond the thirtieth decimal place are such noise, because no quotient of real
 * amounts comes that close to a tie, to zero or to a threshold without being equal to it.
 */
export const settled = (value: Decimal): Decimal => value.toDecimalPlaces(SETTLED_PLACES);

/** Rounds a settled value half to even. */
export const roundHalfEven = (value: Decimal, places: number): Decimal => settled(value).toDecimalPlaces(places);

/** The only rounding of amounts: half to even, to ten decimal places (definitions, section 4). */
export const round10 = (value: Decimal): Decimal => roundHalfEven(value, AMOUNT_PLACES);
