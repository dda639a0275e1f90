import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Fraction } from '../../../../test/properties/fraction.ts';
import { fixed, plain } from './decimal-text.ts';
import { Decimal } from './decimal.ts';
import { round10 } from './rounding.ts';

describe('round10', () => {
  it.each([
    ['0.00000000005', '0'],
    ['0.00000000015', '0.0000000002'],
    ['0.00000000025', '0.0000000002'],
    ['-0.00000000015', '-0.0000000002'],
    ['-0.00000000005', '0'],
    ['0.000000000050000000001', '0.0000000001'],
    ['123456789012345.99999999995', '123456789012346'],
  ])('rounds %s half to even: %s', (value, rounded) => {
    expect(plain(round10(new Decimal(value)))).toBe(rounded);
  });

  it('rounds as exact fractions do', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n }),
        fc.constantFrom(0, 10, 11, 12, 15),
        (digits, places) => {
          const value = new Decimal(digits.toString()).div(`1${'0'.repeat(places)}`);
          expect(plain(round10(value))).toBe(Fraction.of(digits, 10n ** BigInt(places)).rounded());
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('plain', () => {
  it.each([
    ['1200.00', '1200'],
    ['-0', '0'],
    ['1e21', '1000000000000000000000'],
    ['0.0000000001', '0.0000000001'],
  ])('writes %s as %s', (value, text) => {
    expect(plain(new Decimal(value))).toBe(text);
  });
});

describe('fixed', () => {
  it.each([
    ['-53.41176470588', 4, '-53.4118'],
    ['0.00005', 4, '0.0000'],
    ['0.00015', 4, '0.0002'],
    ['-0.00001', 4, '0.0000'],
    ['2', 6, '2.000000'],
  ])('writes %s with %i places as %s', (value, places, text) => {
    expect(fixed(new Decimal(value), places)).toBe(text);
  });
});

describe('Decimal', () => {
  it('multiplies the largest quantity by the finest price without losing a digit', () => {
    const most = new Decimal('999999999999999.9999999999');
    const squared = (9_999_999_999_999_999_999_999_999n ** 2n).toString();
    expect(most.times(most).toFixed()).toBe(`${squared.slice(0, -20)}.${squared.slice(-20)}`);
  });
});
