/** Exact fractions, so that the naive readings of the definitions share no arithmetic with the product. */
export class Fraction {
  private constructor(
    private readonly top: bigint,
    private readonly bottom: bigint,
  ) {}

  static of(top: bigint, bottom: bigint): Fraction {
    if (bottom === 1n) return new Fraction(top, bottom);
    if (bottom < 0n) return Fraction.of(-top, -bottom);
    const divisor = greatestCommon(top < 0n ? -top : top, bottom);
    return divisor === 0n ? new Fraction(0n, 1n) : new Fraction(top / divisor, bottom / divisor);
  }

  static whole(number: number): Fraction {
    return new Fraction(BigInt(number), 1n);
  }

  static sum(all: readonly Fraction[]): Fraction {
    return all.reduce((sum, one) => sum.plus(one), ZERO_FRACTION);
  }

  /** A key that is equal for equal fractions. */
  get key(): string {
    return `${this.top}/${this.bottom}`;
  }

  plus(other: Fraction): Fraction {
    return Fraction.of(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }

  minus(other: Fraction): Fraction {
    return this.plus(other.negated());
  }

  negated(): Fraction {
    return new Fraction(-this.top, this.bottom);
  }

  absolute(): Fraction {
    return this.top < 0n ? this.negated() : this;
  }

  times(other: Fraction): Fraction {
    return Fraction.of(this.top * other.top, this.bottom * other.bottom);
  }

  over(whole: bigint): Fraction {
    return Fraction.of(this.top, this.bottom * whole);
  }

  /** Throws if `other` is zero. */
  dividedBy(other: Fraction): Fraction {
    if (other.isZero()) throw new RangeError('Division by zero.');
    return Fraction.of(this.top * other.bottom, this.bottom * other.top);
  }

  isBelow(other: Fraction): boolean {
    return this.top * other.bottom < other.top * this.bottom;
  }

  isBelowZero(): boolean {
    return this.top < 0n;
  }

  isAboveZero(): boolean {
    return this.top > 0n;
  }

  isZero(): boolean {
    return this.top === 0n;
  }

  /** Negative if this is less than `other`; for sorting. */
  compare(other: Fraction): number {
    if (this.isBelow(other)) return -1;
    return other.isBelow(this) ? 1 : 0;
  }

  /** Rounds half to even to this number of decimals. */
  roundedAt(places: number): Fraction {
    return Fraction.of(this.scaled(places), 10n ** BigInt(places));
  }

  /** Rounds half to even; plain notation with exactly this number of decimals, and no negative zero. */
  fixed(places: number): string {
    const scaled = this.scaled(places);
    const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
    const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    return scaled < 0n ? `-${text}` : text;
  }

  /** Rounds half to even to ten decimals; plain notation without trailing zeros. */
  rounded(): string {
    return this.fixed(10).replace(/\.?0+$/, '');
  }

  /** The value in units of the last of `places` decimals, rounded half to even. */
  private scaled(places: number): bigint {
    const isNegative = this.top < 0n;
    const scaled = (isNegative ? -this.top : this.top) * 10n ** BigInt(places);
    const rest = (scaled % this.bottom) * 2n;
    const down = scaled / this.bottom;
    const nearest = rest > this.bottom || (rest === this.bottom && down % 2n === 1n) ? down + 1n : down;
    return isNegative ? -nearest : nearest;
  }
}

const greatestCommon = (a: bigint, b: bigint): bigint => {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
};

/** Parses a decimal in plain notation. */
export const fraction = (text: string): Fraction => {
  const [whole = '0', places = ''] = text.split('.');
  return Fraction.of(BigInt(whole + places), 10n ** BigInt(places.length));
};

export const ZERO_FRACTION: Fraction = Fraction.of(0n, 1n);
export const ONE_FRACTION: Fraction = Fraction.of(1n, 1n);
