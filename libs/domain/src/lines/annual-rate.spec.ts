import { describe, expect, it } from '@jest/globals';
import { day, term } from '../../../../test/builders/events.ts';
import { amountOff, commitment, line, percentOff } from '../../../../test/builders/lines.ts';
import { plain } from '../money/decimal.ts';
import { annualized, countedDiscounts, gross, lasts, net } from './annual-rate.ts';
import type { Discount, PricedLine } from './line.ts';
import type { Interval } from './per.ts';

const YEAR = term('2025-01-01', '2026-01-01');
const RENEWING = term('2025-01-01', '2026-01-01', true);
const ON = day('2025-03-01');

const yearly = (priced: PricedLine): string => plain(annualized(gross(priced), priced.per));
const left = (...discounts: readonly Discount[]): string => plain(net(line(), discounts, ON));

describe('the annual rate of a line', () => {
  it.each<[Interval, string]>([
    ['day', '36500'],
    ['week', '5200'],
    ['month', '1200'],
    ['quarter', '400'],
    ['half_year', '200'],
    ['year', '100'],
  ])('of 100 a %s is %s', (per, rate) => {
    expect(yearly(line({ per }))).toBe(rate);
  });

  it('is divided by the count of its intervals: 7 every two weeks is 182', () => {
    expect(yearly(line({ price: 7, per: [2, 'week'] }))).toBe('182');
  });

  it('is quantity × unit price, or the committed amount', () => {
    expect(yearly(line({ quantity: '2.5', price: '40' }))).toBe('1200');
    expect(yearly(commitment({ amount: 500, per: [3, 'month'] }))).toBe('2000');
  });
});

describe('what discounts leave', () => {
  it('applies them in the order listed, each to what the one before left', () => {
    expect(left(percentOff(10), amountOff(5))).toBe('85');
    expect(left(amountOff(5), percentOff(10))).toBe('85.5');
    expect(left(percentOff(50), percentOff(50))).toBe('25');
  });

  it('takes an amount once for the line as a whole, not for each of its quantity', () => {
    expect(plain(net(line({ quantity: 10 }), [amountOff(100)], ON))).toBe('900');
  });

  it('is never below zero, also where a later discount would come from below', () => {
    expect(left(amountOff(150))).toBe('0');
    expect(left(amountOff(150), percentOff(50))).toBe('0');
    expect(left(percentOff(100))).toBe('0');
  });

  it('counts a discount from its start to before its end, open on a side that is not stated', () => {
    expect(left(percentOff(10, { start: '2025-03-01' }))).toBe('90');
    expect(left(percentOff(10, { start: '2025-03-02' }))).toBe('100');
    expect(left(percentOff(10, { end: '2025-03-02' }))).toBe('90');
    expect(left(percentOff(10, { end: '2025-03-01' }))).toBe('100');
  });
});

describe('a lasting discount', () => {
  it.each<[string, Discount, typeof YEAR, boolean]>([
    ['has no end', percentOff(10), RENEWING, true],
    ['has no end, whenever it starts', percentOff(10, { start: '2025-12-01' }), RENEWING, true],
    ['ends twelve months after its start', percentOff(10, { start: '2025-02-01', end: '2026-02-01' }), RENEWING, true],
    ['ends a day sooner', percentOff(10, { start: '2025-02-01', end: '2026-01-31' }), RENEWING, false],
    ['without a start counts from that of the term', percentOff(10, { end: '2026-01-01' }), RENEWING, true],
    ['of six months passes', percentOff(10, { end: '2025-07-01' }), RENEWING, false],
    [
      'runs to the end of a short term that does not renew',
      percentOff(10, { end: '2025-04-01' }),
      term('2025-01-01', '2025-04-01'),
      true,
    ],
    [
      'runs to the end of a short term that renews',
      percentOff(10, { end: '2025-04-01' }),
      term('2025-01-01', '2025-04-01', true),
      false,
    ],
    ['of six months passes, evergreen too', percentOff(10, { end: '2025-07-01' }), term('2025-01-01', null), false],
  ])('%s', (_, discount, stated, expected) => {
    expect(lasts(discount, stated)).toBe(expected);
  });

  it('is all that counts by default; by the other policy all of them do', () => {
    const discounts = [percentOff(50, { end: '2025-03-01' }), percentOff(10)];
    const priced = line({ discounts });
    expect(countedDiscounts(priced, RENEWING, 'lasting')).toEqual([discounts[1]]);
    expect(countedDiscounts(priced, RENEWING, 'all')).toEqual(discounts);
  });
});
