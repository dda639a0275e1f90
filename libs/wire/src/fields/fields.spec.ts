import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CURRENCIES } from './currencies.ts';
import { isCurrency } from './currency.ts';
import { AMOUNT, DISCOUNT_AMOUNT, PERCENTAGE, SIGNED_AMOUNT, UNIT_PRICE } from './decimal.ts';
import { instantText, parseInstant, TIME } from './instant.ts';
import { IDENTIFIER } from './text.ts';

const code = (found: Readonly<{ code: string }> | null) => found?.code ?? 'good';

describe('A decimal', () => {
  it.each([
    ['999999999999999.9999999999', 'good'],
    ['1.00000000000000', 'good'],
    ['0000000000000000000001', 'good'],
    ['-0.000000000000', 'good'],
    [0, 'good'],
    [-0, 'good'],
    ['1000000000000000', 'amount_out_of_range'],
    [1e15, 'amount_out_of_range'],
    ['0.00000000001', 'amount_out_of_range'],
    ['-0.1', 'amount_out_of_range'],
    [-1, 'amount_out_of_range'],
    [2 ** 53, 'bad_field'],
    [0.5, 'bad_field'],
    ['1e3', 'bad_field'],
    ['+1', 'bad_field'],
    ['.5', 'bad_field'],
    ['5.', 'bad_field'],
    ['', 'bad_field'],
    [' 1', 'bad_field'],
    ['1\n', 'bad_field'],
    ['١', 'bad_field'],
    [true, 'bad_field'],
  ])('of %p is %s as an amount', (value, expected) => {
    expect(code(AMOUNT.fault(value, {}))).toBe(expected);
  });

  it.each([
    ['100.000', 'good'],
    ['00100', 'good'],
    ['99.9999999999', 'good'],
    [100, 'good'],
    ['100.0000000001', 'amount_out_of_range'],
    ['101', 'amount_out_of_range'],
    ['-1', 'amount_out_of_range'],
  ])('of %p is %s as a percentage', (value, expected) => {
    expect(code(PERCENTAGE.fault(value, {}))).toBe(expected);
  });

  it.each([
    ['-999999999999999.9999999999', 'good'],
    [-5, 'good'],
    ['-1000000000000000', 'amount_out_of_range'],
  ])('of %p is %s as a signed amount', (value, expected) => {
    expect(code(SIGNED_AMOUNT.fault(value, {}))).toBe(expected);
  });

  it.each([
    ['0.00000000000001', 'good'],
    ['999999999999999.99999999999999', 'good'],
    ['1.000000000000010000', 'good'],
    ['0.000000000000001', 'amount_out_of_range'],
    ['-0.00000000000001', 'amount_out_of_range'],
  ])('of %p is %s as a price', (value, expected) => {
    expect(code(UNIT_PRICE.fault(value, {}))).toBe(expected);
  });

  it('out of range says which rule it breaks', () => {
    const below = 'is below 0; a reduction is a discount, not a negative line';
    const broken = [
      [UNIT_PRICE, '0.1234567890123456', 'has 16 decimals, at most 14'],
      [UNIT_PRICE, '0.12345678901234500', 'has 15 decimals, at most 14'],
      [UNIT_PRICE, '-20', below],
      [AMOUNT, '0.12345678901', 'has 11 decimals, at most 10'],
      [AMOUNT, '-0.00000000001', below],
      [AMOUNT, -20, below],
      [AMOUNT, '0001000000000000000.00000000001', 'is 10^15 or more'],
      [AMOUNT, 1e15, 'is 10^15 or more'],
      [AMOUNT, '999999999999999.99999999999', 'has 11 decimals, at most 10'],
      [SIGNED_AMOUNT, '-1000000000000000', 'is 10^15 or more in size'],
      [SIGNED_AMOUNT, '-0.00000000001', 'has 11 decimals, at most 10'],
      [PERCENTAGE, '100.0000000001', 'is above 100'],
      [PERCENTAGE, 101, 'is above 100'],
      [PERCENTAGE, '99.12345678901', 'has 11 decimals, at most 10'],
      [PERCENTAGE, '-1', 'is below 0; a discount states what it takes off'],
      [DISCOUNT_AMOUNT, '-1', 'is below 0; a discount states what it takes off'],
    ] as const;
    for (const [field, value, reason] of broken) {
      expect([value, field.fault(value, {})]).toEqual([value, { path: '', code: 'amount_out_of_range', reason }]);
    }
  });

  it('is checked in linear time, whatever its length', () => {
    expect(AMOUNT.fault(`${'0'.repeat(500_000)}1.${'0'.repeat(499_999)}1${'0'.repeat(9)}`, {})).toMatchObject({
      reason: 'has 500000 decimals, at most 10',
    });
  });
});

describe('The time of an event', () => {
  it('has no second 60, which only stored events can have', () => {
    expect(TIME.fault('2016-12-31T23:59:60Z', {})?.reason).toBe('states a second 60');
    expect(TIME.fault('2016-12-31T23:59:59.999999999Z', {})).toBeNull();
    expect(TIME.fault('2016-12-31T23:59:61Z', {})?.reason).toContain('is not an RFC 3339 time');
  });
});

describe('An instant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0, 0],
    ['1970-01-01t00:00:00z', 0, 0],
    ['1969-12-31T23:59:59.999999999Z', -1, 999_999_999],
    ['2025-01-15T09:30:00.1+02:00', 1_736_926_200, 100_000_000],
    ['2025-01-15T09:30:00-23:59', 1_737_019_740, 0],
    ['2016-12-31T23:59:60Z', 1_483_228_800, 0],
    ['2017-01-01T01:59:60+02:00', 1_483_228_800, 0],
  ])('%s is %i seconds and %i nanoseconds', (text, seconds, nanos) => {
    expect(parseInstant(text)).toEqual({ seconds, nanos });
  });

  it.each([
    '2025-01-15',
    '2025-01-15T09:30:00',
    '2025-01-15T09:30Z',
    '2025-01-15 09:30:00Z',
    '2025-02-29T09:30:00Z',
    '2025-13-01T09:30:00Z',
    '2025-01-15T24:00:00Z',
    '2025-01-15T09:60:00Z',
    '2025-01-15T09:30:60Z',
    '2025-01-15T23:59:61Z',
    '2025-01-15T09:30:00.Z',
    '2025-01-15T09:30:00.1234567890Z',
    '2025-01-15T09:30:00+24:00',
    '2025-01-15T09:30:00+0200',
    '2025-01-15T09:30:00Z\n',
    '',
  ])('is not stated by %p', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('is the one that the runtime parses', () => {
    const moment = fc.date({
      min: new Date('0000-01-01'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, (date) => {
        const { seconds, nanos } = parseInstant(date.toISOString()) ?? { seconds: NaN, nanos: NaN };
        expect(seconds * 1000 + nanos / 1e6).toBe(date.getTime());
      }),
    );
  });

  it('is read back from its text', () => {
    const instant = fc.record({
      seconds: fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }),
      nanos: fc.integer({ min: 0, max: 999_999_999 }),
    });
    fc.assert(fc.property(instant, (stated) => expect(parseInstant(instantText(stated))).toEqual(stated)));
  });
});

describe('An identifier', () => {
  it.each([
    ['a', 'good'],
    ['ü'.repeat(200), 'good'],
    ['\u{1f600}'.repeat(200), 'good'],
    [`${'\u{1f600}'.repeat(200)}a`, 'bad_field'],
    ['', 'bad_field'],
    ['a\tb', 'bad_field'],
    ['a\u007f', 'bad_field'],
    ['a\u009f', 'bad_field'],
    ['\udc00', 'bad_field'],
    ['\ud83d', 'bad_field'],
    ['a\n', 'bad_field'],
    [1, 'bad_field'],
  ])('%j is %s', (value, expected) => {
    expect(code(IDENTIFIER.fault(value, {}))).toBe(expected);
  });
});

describe('A currency', () => {
  it('is of ISO 4217, current or withdrawn, a fund or a unit of account', () => {
    expect(['USD', 'DEM', 'CLF', 'XAU', 'XAD', 'ZWR', 'VED'].filter((currency) => !isCurrency(currency))).toEqual([]);
    expect(['XXX', 'XTS', 'MAF', 'XXY', 'usd', ''].filter(isCurrency)).toEqual([]);
    expect(CURRENCIES.size).toBe(306);
  });
});
