import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from './decimal.ts';
import { Wide } from './exact.ts';
import { quotient10 } from './quotient.ts';

/** Few digits and many, around what a safe integer holds, with zeros at the end and without. */
const digits = fc.oneof(
  fc.bigInt({ min: -1000n, max: 1000n }),
  fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n }),
  fc.bigInt({ min: -(2n ** 55n), max: 2n ** 55n }),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
  fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, 0n, 1n, 10n ** 15n, 10n ** 16n, 377_580n * 12n),
);

const text = fc.tuple(digits, fc.integer({ min: 0, max: 12 })).map(([whole, places]) => {
  const sign = whole < 0n ? '-' : '';
  const padded = (whole < 0n ? -whole : whole).toString().padStart(places + 1, '0');
  return places === 0 ? sign + padded : `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
});

const OPERATIONS = {
  times: (a: Decimal | InstanceType<typeof Wide>, b: string) => a.times(b),
  plus: (a: Decimal | InstanceType<typeof Wide>, b: string) => a.plus(b),
  minus: (a: Decimal | InstanceType<typeof Wide>, b: string) => a.minus(b),
  div: (a: Decimal | InstanceType<typeof Wide>, b: string) => a.div(b),
  divToInt: (a: Decimal | InstanceType<typeof Wide>, b: string) => a.divToInt(b),
} as const;

/** decimal.js knows a negative zero, which no amount is. */
const shown = (value: Decimal | InstanceType<typeof Wide>): string => (value.isZero() ? '0' : value.toFixed());

const RUNS = { numRuns: 2000 };

describe('an exact decimal', () => {
  it.each(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])('gives the result of decimal.js: %s', (name) => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        if (name.startsWith('div') && new Wide(b).isZero()) return;
        const operation = OPERATIONS[name];
        expect(shown(operation(new Decimal(a), b))).toBe(shown(operation(new Wide(a), b)));
      }),
      RUNS,
    );
  });

  it('adds to and multiplies a result as decimal.js does', () => {
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        const ours = new Decimal(a).times(b).plus(c).minus(d).times(b);
        expect(shown(ours)).toBe(shown(new Wide(a).times(b).plus(c).minus(d).times(b)));
      }),
      RUNS,
    );
  });

  it('compares as decimal.js does, whatever the decimal places', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(new Decimal(a).comparedTo(b)).toBe(new Wide(a).comparedTo(b));
        expect(new Decimal(a).comparedTo(`${a}${a.includes('.') ? '' : '.'}00`)).toBe(0);
        expect(new Decimal(a).isZero()).toBe(new Wide(a).isZero());
        expect(new Decimal(a).isNegative()).toBe(new Wide(a).lt(0));
      }),
      RUNS,
    );
  });

  it('rounds half to even as decimal.js does, and writes as it does', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 14 }), (a, places) => {
        expect(shown(new Decimal(a).toDecimalPlaces(places))).toBe(shown(new Wide(a).toDecimalPlaces(places)));
        expect(new Decimal(a).decimalPlaces()).toBe(new Wide(a).decimalPlaces());
        expect(new Decimal(a).toNumber()).toBe(new Wide(a).toNumber() + 0);
        if (!new Wide(a).isZero()) expect(new Decimal(a).toFixed(places)).toBe(new Wide(a).toFixed(places));
      }),
      RUNS,
    );
  });

  it('divides and rounds in one step to the settled quotient of decimal.js', () => {
    fc.assert(
      fc.property(
        text,
        fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 20_000_000 })),
        (a, by) => {
          const wide = new Wide(a).div(by).toDecimalPlaces(30).toDecimalPlaces(10);
          expect(shown(quotient10({ dividend: new Decimal(a), divisor: by }))).toBe(shown(wide));
        },
      ),
      RUNS,
    );
  });

  it('has no negative zero', () => {
    expect(new Decimal('-0').isNegative()).toBe(false);
    expect(new Decimal('-1').plus('1').toFixed()).toBe('0');
    expect(new Decimal('0').negated().toFixed()).toBe('0');
  });
});
