import { Decimal as DecimalJs } from 'decimal.js';
import {
  isExact,
  plainUnits,
  PLACES_MAX,
  powerOfTen,
  quotientUnits,
  reduced,
  roundedUnits,
  unitsOf,
  unitsOfWide,
  Wide,
} from './exact.ts';

type Operand = Decimal | number | string;

/**
 * Exact decimals: products of 15-digit amounts with 10 decimals stay exact, quotients are cut at the 60th digit, far
 * behind the tenth place. decimal.js defines every result and gives it where numbers are long. But nearly all amounts
 * are a few digits of cents, and what of those fits into a safe integer is calculated as one, to the same result: that
 * takes a fifteenth of the time, which was half of a fold's.
 */
export class Decimal {
  /** Units of 10^-places; of no meaning where `wide` holds the value. */
  declare private readonly units: number;
  declare private readonly places: number;
  declare private readonly wide: DecimalJs | null;

  constructor(value: Operand | DecimalJs, places?: number) {
    if (typeof value === 'number' && Number.isSafeInteger(value)) {
      // There is no negative zero.
      this.units = value + 0;
      this.places = places ?? 0;
      this.wide = null;
    } else if (value instanceof Decimal) {
      this.units = value.units;
      this.places = value.places;
      this.wide = value.wide;
    } else {
      const read = typeof value === 'string' ? unitsOf(value) : null;
      const wide = read === null ? new Wide(value) : null;
      const held = read ?? (wide === null ? null : unitsOfWide(wide));
      const { units, places: stated } = held === null ? NOTHING : reduced(held.units, held.places);
      this.units = units + 0;
      this.places = stated;
      this.wide = held === null ? wide : null;
    }
  }

  static min(a: Decimal, b: Decimal): Decimal {
    return b.lt(a) ? b : a;
  }

  private toWide(): DecimalJs {
    return this.wide ?? new Wide(plainUnits(this.units, this.places));
  }

  times(by: Operand): Decimal {
    const other = decimal(by);
    const places = this.places + other.places;
    const units = this.units * other.units;
    return this.wide === null && other.wide === null && places <= PLACES_MAX && isExact(units)
      ? new Decimal(units, places)
      : new Decimal(this.toWide().times(other.toWide()));
  }

  plus(by: Operand): Decimal {
    const other = decimal(by);
    const places = Math.max(this.places, other.places);
    const units = this.unitsIn(places) + other.unitsIn(places);
    return isExact(units) ? new Decimal(units, places) : new Decimal(this.toWide().plus(other.toWide()));
  }

  minus(by: Operand): Decimal {
    return this.plus(decimal(by).negated());
  }

  negated(): Decimal {
    return this.wide === null ? new Decimal(-this.units, this.places) : new Decimal(this.wide.negated());
  }

  div(by: Operand): Decimal {
    const other = decimal(by);
    return this.exactQuotient(other) ?? new Decimal(this.toWide().div(other.toWide()));
  }

  /** The quotient by a whole number above 0, rounded once: half to even, to ten places. */
  quotient10(by: number): Decimal {
    if (by === 1) return round10(this);
    const found =
      this.wide === null ? quotientUnits({ units: Math.abs(this.units), places: this.places }, by, TENTH) : null;
    if (found === null) return round10(this.div(by));
    return new Decimal(this.units < 0 ? -found.units : found.units, found.places);
  }

  /** Cut off behind the point. */
  divToInt(by: Operand): Decimal {
    return new Decimal(this.toWide().divToInt(decimal(by).toWide()));
  }

  abs(): Decimal {
    return this.isNegative() ? this.negated() : this;
  }

  pow(exponent: number): Decimal {
    return new Decimal(this.toWide().pow(exponent));
  }

  floor(): Decimal {
    return new Decimal(this.toWide().floor());
  }

  isZero(): boolean {
    return this.wide === null ? this.units === 0 : this.wide.isZero();
  }

  isNegative(): boolean {
    return this.wide === null ? this.units < 0 : this.wide.isNegative() && !this.wide.isZero();
  }

  comparedTo(by: Operand): number {
    const other = decimal(by);
    const places = Math.max(this.places, other.places);
    const [units, others] = [this.unitsIn(places), other.unitsIn(places)];
    if (!isExact(units) || !isExact(others)) return this.toWide().comparedTo(other.toWide());
    return units < others ? -1 : units > others ? 1 : 0;
  }

  eq(by: Operand): boolean {
    return this.comparedTo(by) === 0;
  }

  gt(by: Operand): boolean {
    return this.comparedTo(by) > 0;
  }

  gte(by: Operand): boolean {
    return this.comparedTo(by) >= 0;
  }

  lt(by: Operand): boolean {
    return this.comparedTo(by) < 0;
  }

  lte(by: Operand): boolean {
    return this.comparedTo(by) <= 0;
  }

  /** Without trailing zeros. */
  decimalPlaces(): number {
    return this.wide === null ? reduced(this.units, this.places).places : this.wide.decimalPlaces();
  }

  /** Half to even, without trailing zeros. */
  toDecimalPlaces(places: number): Decimal {
    if (this.wide !== null) return new Decimal(this.wide.toDecimalPlaces(places, DecimalJs.ROUND_HALF_EVEN));
    if (this.places <= places) return this.withoutZeros(this.units, this.places);
    return this.withoutZeros(roundedUnits(this.units, this.places - places), places);
  }

  /** Plain notation: with just these places, half to even, or without trailing zeros. */
  toFixed(places?: number): string {
    if (this.wide !== null) return places === undefined ? this.wide.toFixed() : this.wide.toFixed(places);
    if (places !== undefined) return this.toWide().toFixed(places);
    const { units, places: needed } = reduced(this.units, this.places);
    return plainUnits(units, needed);
  }

  toString(): string {
    return this.toFixed();
  }

  toJSON(): string {
    return this.toFixed();
  }

  toNumber(): number {
    return this.wide === null && this.places === 0 ? this.units : this.toWide().toNumber();
  }

  private withoutZeros(units: number, places: number): Decimal {
    const { units: kept, places: needed } = reduced(units, places);
    return kept === this.units && needed === this.places ? this : new Decimal(kept, needed);
  }

  /** NaN, which is not exact, where there are too many. */
  private unitsIn(places: number): number {
    return this.wide === null ? this.units * powerOfTen(places - this.places) : Number.NaN;
  }

  /** The quotient where it ends within the places at hand, else null. */
  private exactQuotient(by: Decimal): Decimal | null {
    if (this.wide !== null || by.wide !== null || by.units === 0) return null;
    let units = this.units;
    for (let places = this.places - by.places; places <= PLACES_MAX && isExact(units); places += 1) {
      if (places >= 0 && units % by.units === 0) return new Decimal(units / by.units, places);
      units *= 10;
    }
    return null;
  }
}

const NOTHING = { units: 0, places: 0 };

const decimal = (value: Operand): Decimal => (value instanceof Decimal ? value : new Decimal(value));

export const ZERO: Decimal = new Decimal(0);
export const ONE: Decimal = new Decimal(1);

const TENTH = 10;
const SETTLED_PLACES = 30;

/**
 * A value without the noise that divisions leave: a third of three is 0.9…9 in sixty digits, and a half that way is no
 * tie. What stands behind the thirtieth place is such noise, for no quotient of real amounts comes that close to a tie,
 * to zero or to a threshold without being there.
 */
export const settled = (value: Decimal): Decimal => value.toDecimalPlaces(SETTLED_PLACES);

export const roundHalfEven = (value: Decimal, places: number): Decimal => settled(value).toDecimalPlaces(places);

/** The only rounding of amounts: half to even, at the tenth place (definitions, section 4). */
export const round10 = (value: Decimal): Decimal => roundHalfEven(value, TENTH);

/** Plain notation without trailing zeros: `-0` is `0`, never an exponent. */
export const plain = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed());

/** A quotient, percentage or share as it is emitted: half to even from the unrounded value, with just this many places. */
export const fixed = (value: Decimal, places: number): string => {
  const rounded = roundHalfEven(value, places);
  return (rounded.isZero() ? ZERO : rounded).toFixed(places);
};
