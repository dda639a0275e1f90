import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AMOUNT, PERCENTAGE, SIGNED_AMOUNT } from './decimal.ts';
import { instantText, parseInstant } from './instant.ts';
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
  ])('of %p is %s where any sign may be', (value, expected) => {
    expect(code(SIGNED_AMOUNT.fault(value, {}))).toBe(expected);
  });

  it('takes no longer the longer it is', () => {
    expect(code(AMOUNT.fault(`${'0'.repeat(500_000)}1.${'0'.repeat(500_000)}1`, {}))).toBe('amount_out_of_range');
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

  it('is the one that the runtime finds', () => {
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

  it('comes back from its text', () => {
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
