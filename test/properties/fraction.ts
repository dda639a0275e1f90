/** Exact fractions of whole numbers, for readings of the definitions that share no arithmetic with the product. */
export class Fraction {
  private constructor(
    private readonly top: bigint,
    private readonly bottom: bigint,
  ) {}

  static of(top: bigint, bottom: bigint): Fraction {
    const divisor = greatestCommon(top < 0n ? -top : top, bottom);
    return divisor === 0n ? new Fraction(0n, 1n) : new Fraction(top / divisor, bottom / divisor);
  }

  /** Equal for equal fractions. */
  get key(): string {
    return `${this.top}/${this.bottom}`;
  }

  plus(other: Fraction): Fraction {
    return Fraction.of(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }

  minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.top, other.bottom));
  }

  times(other: Fraction): Fraction {
    return Fraction.of(this.top * other.top, this.bottom * other.bottom);
  }

  over(whole: bigint): Fraction {
    return Fraction.of(this.top, this.bottom * whole);
  }

  isBelow(other: Fraction): boolean {
    return this.top * other.bottom < other.top * this.bottom;
  }

  isBelowZero(): boolean {
    return this.top < 0n;
  }

  /** Half to even at the tenth place, in plain notation without trailing zeros. */
  rounded(): string {
    const isNegative = this.top < 0n;
    const scaled = (isNegative ? -this.top : this.top) * 10n ** 10n;
    const rest = (scaled % this.bottom) * 2n;
    const down = scaled / this.bottom;
    const up = rest > this.bottom || (rest === this.bottom && down % 2n === 1n);
    const digits = String(up ? down + 1n : down).padStart(11, '0');
    const text = `${digits.slice(0, -10)}.${digits.slice(-10)}`.replace(/\.?0+$/, '');
    return isNegative && text !== '0' ? `-${text}` : text;
  }
}

const greatestCommon = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestCommon(b, a % b));

/** A decimal in plain notation as a fraction. */
export const fraction = (text: string): Fraction => {
  const [whole = '0', places = ''] = text.split('.');
  return Fraction.of(BigInt(whole + places), 10n ** BigInt(places.length));
};

export const ZERO_FRACTION: Fraction = fraction('0');
