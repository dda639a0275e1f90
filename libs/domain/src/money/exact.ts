import { Decimal as DecimalJs } from 'decimal.js';

/** The arithmetic that defines every result: 60 digits, half to even. */
export const Wide = DecimalJs.clone({
  precision: 60,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  rounding: DecimalJs.ROUND_HALF_EVEN,
});
type Wide = DecimalJs;

/** A number below 2^53 that counts units of 10^-places. */
export type Units = Readonly<{ units: number; places: number }>;

/** The largest safe whole number has more digits than this, so all powers of ten up to here are exact. */
export const PLACES_MAX = 15;

export const POWERS_OF_TEN: readonly number[] = Array.from({ length: PLACES_MAX + 1 }, (_, n) => 10 ** n);
export const powerOfTen = (n: number): number => POWERS_OF_TEN[n] ?? Number.NaN;

/** Whether a double is the exact result of a sum or product of whole numbers: only if it is safe. NaN is not. */
export const isExact = (result: number): boolean =>
  result <= Number.MAX_SAFE_INTEGER && result >= -Number.MAX_SAFE_INTEGER;

const DIGITS_MAX = 15;
const DOT = 46;
const MINUS = 45;
const ZERO = 48;

/** The units of a text in plain notation with at most fifteen digits; null for any other text. */
export const unitsOf = (text: string): Units | null => {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const length = text.length;
  if (length - start > DIGITS_MAX + 1 || length === start) return null;
  let units = 0;
  let digits = 0;
  let dot = -1;
  for (let i = start; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === DOT && dot === -1 && i > start) dot = i;
    else if (code >= ZERO && code <= ZERO + 9) {
      units = units * 10 + (code - ZERO);
      digits += 1;
    } else return null;
  }
  if (digits > DIGITS_MAX || dot === length - 1) return null;
  return { units: start === 0 ? units : -units, places: dot === -1 ? 0 : length - 1 - dot };
};

/** The same value without trailing zeros. */
export const reduced = (units: number, places: number): Units => {
  let [left, kept] = [units, places];
  while (kept > 0 && left % 10 === 0) {
    left /= 10;
    kept -= 1;
  }
  return { units: left, places: kept };
};

/** Plain notation with exactly `places`. */
export const plainUnits = (units: number, places: number): string => {
  if (places === 0) return String(units);
  const digits = String(Math.abs(units)).padStart(places + 1, '0');
  return `${units < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

/** The value in units with `drop` fewer decimal places, rounded half to even. */
export const roundedUnits = (units: number, drop: number): number => {
  const power = powerOfTen(drop);
  const rest = units % power;
  const kept = (units - rest) / power;
  const twice = 2 * Math.abs(rest);
  const away = twice > power || (twice === power && kept % 2 !== 0);
  return away ? kept + (units < 0 ? -1 : 1) : kept;
};

/** The number of digits worked out in one step: remainders of up to 10^9 stay exact. */
const DIGITS_AT_ONCE = 5;

/** The quotient of units of at least 0, rounded half to even to at most `places`; null if it has too many digits. */
export const quotientUnits = ({ units, places: stated }: Units, divisor: number, places: number): Units | null => {
  if (stated > places || divisor > 10 ** 9) return null;
  let rest = units % divisor;
  let quotient = (units - rest) / divisor;
  let at = stated;
  while (rest > 0 && at < places) {
    const digits = Math.min(DIGITS_AT_ONCE, places - at);
    const shifted = rest * powerOfTen(digits);
    rest = shifted % divisor;
    quotient = quotient * powerOfTen(digits) + (shifted - rest) / divisor;
    at += digits;
  }
  const twice = 2 * rest;
  const rounded = twice > divisor || (twice === divisor && quotient % 2 === 1) ? quotient + 1 : quotient;
  return isExact(rounded) ? reduced(rounded, at) : null;
};

/** The quotient if it ends within `PLACES_MAX` decimal places, else null. The divisor is not 0. */
export const exactQuotientUnits = (dividend: Units, divisor: Units): Units | null => {
  let { units } = dividend;
  for (let places = dividend.places - divisor.places; places <= PLACES_MAX && isExact(units); places += 1) {
    if (places >= 0 && units % divisor.units === 0) return { units: units / divisor.units, places };
    units *= 10;
  }
  return null;
};

/** The units of a wide value, or null if a number cannot hold them exactly. */
export const unitsOfWide = (value: Wide): Units | null => {
  const places = value.decimalPlaces();
  if (!(places <= PLACES_MAX)) return null;
  const units = value.times(powerOfTen(places)).toNumber();
  return isExact(units) ? { units, places } : null;
};
