import { Decimal as DecimalJs } from 'decimal.js';
import {
  exactQuotientUnits,
  isExact,
  plainUnits,
  PLACES_MAX,
  powerOfTen,
  quotientUnits,
  reduced,
  roundedUnits,
  type Units,
  unitsOf,
  unitsOfWide,
  Wide,
} from './exact.ts';

type Operand = Decimal | number | string;

/**
 * Exact decimals: products of 15-digit amounts with 10 decimals stay exact, and quotients are cut at the 60th digit,
 * far beyond the tenth decimal place. decimal.js defines every result, and calculates those of long numbers. Nearly all
 * amounts are a few digits of cents, though. Those that fit into a safe integer are calculated as integers, to the same
 * result in a fifteenth of the time; decimal.js took half the time of a fold.
 */
export class Decimal {
  /** Units of 10^-places; without meaning if `wide` holds the value. */
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

  private get held(): Units {
    return { units: this.units, places: this.places };
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
    const exact =
      this.wide === null && other.wide === null && other.units !== 0 ? exactQuotientUnits(this.held, other.held) : null;
    return exact === null ? new Decimal(this.toWide().div(other.toWide())) : new Decimal(exact.units, exact.places);
  }

  /**
   * The quotient by a whole number above 0, rounded half to even to `places`, from its exact value; null if the digits
   * are too many for a safe integer.
   */
  shortQuotient(by: number, places: number): Decimal | null {
    const found =
      this.wide === null ? quotientUnits({ units: Math.abs(this.units), places: this.places }, by, places) : null;
    if (found === null) return null;
    return new Decimal(this.units < 0 ? -found.units : found.units, found.places);
  }

  /** The quotient cut off at the decimal point. */
  divToInt(by: Operand): Decimal {
    return new Decimal(this.toWide().divToInt(decimal(by).toWide()));
  }

  abs(): Decimal {
    return this.isNegative() ? this.negated() : this;
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

  /** The number of decimal places, trailing zeros not counted. */
  decimalPlaces(): number {
    return this.wide === null ? reduced(this.units, this.places).places : this.wide.decimalPlaces();
  }

  /** Rounded half to even, without trailing zeros. */
  toDecimalPlaces(places: number): Decimal {
    if (this.wide !== null) return new Decimal(this.wide.toDecimalPlaces(places, DecimalJs.ROUND_HALF_EVEN));
    if (this.places <= places) return this.withoutZeros(this.units, this.places);
    return this.withoutZeros(roundedUnits(this.units, this.places - places), places);
  }

  /** Plain notation: rounded half to even with exactly `places`, or by default without trailing zeros. */
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

  /** The value in units of 10^-places; NaN, which is not exact, if it has too many digits. */
  private unitsIn(places: number): number {
    return this.wide === null ? this.units * powerOfTen(places - this.places) : Number.NaN;
  }
}

const NOTHING = { units: 0, places: 0 };

const decimal = (value: Operand): Decimal => (value instanceof Decimal ? value : new Decimal(value));

export const ZERO: Decimal = new Decimal(0);
export const ONE: Decimal = new Decimal(1);
