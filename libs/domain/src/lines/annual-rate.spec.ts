import { describe, expect, it } from '@jest/globals';
import { anchored, day, term } from '../../../../test/builders/events.ts';
import { amountOff, commitment, line, percentOff } from '../../../../test/builders/lines.ts';
import { plain } from '../money/decimal-text.ts';
import type { Term } from '../terms/term.ts';
import { annualized, gross } from './annual-rate.ts';
import { net } from './discounts.ts';
import type { Discount, PricedLine } from './line.ts';
import type { Interval } from './per.ts';

const YEAR = term('2025-01-01', '2026-01-01');
const ON = day('2025-03-01');

const yearly = (priced: PricedLine): string => plain(annualized(gross(priced), priced.per, YEAR));
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

  it('for the whole term is 12 ÷ its months: 36,000 for three years, 450 for a month and a half', () => {
    const yearlyIn = (price: number, stated: Term) =>
      plain(annualized(gross(line({ price })), { interval: 'term' }, stated));
    expect(yearlyIn(36_000, term('2025-01-01', '2028-01-01'))).toBe('12000');
    expect(yearlyIn(450, term('2025-01-01', '2025-02-15', true))).toBe('3600');
    expect(yearlyIn(31, anchored(term('2025-02-28', '2025-03-31'), '2025-01-31'))).toBe('372');
  });

  it('is quantity × unit price, or the committed amount', () => {
    expect(yearly(line({ quantity: '2.5', price: '40' }))).toBe('1200');
    expect(yearly(commitment({ amount: 500, per: [3, 'month'] }))).toBe('2000');
  });
});

describe('the net of a line', () => {
  it('applies discounts in the listed order, each to what the one before left', () => {
    expect(left(percentOff(10), amountOff(5))).toBe('85');
    expect(left(amountOff(5), percentOff(10))).toBe('85.5');
    expect(left(percentOff(50), percentOff(50))).toBe('25');
  });

  it('takes an amount once off the line as a whole, not for each unit', () => {
    expect(plain(net(line({ quantity: 10 }), [amountOff(100)], ON))).toBe('900');
  });

  it('is never below zero, even if a later discount would bring it up again', () => {
    expect(left(amountOff(150))).toBe('0');
    expect(left(amountOff(150), percentOff(50))).toBe('0');
    expect(left(percentOff(100))).toBe('0');
  });

  it('counts a discount from its start to before its end; a missing bound is open', () => {
    expect(left(percentOff(10, { start: '2025-03-01' }))).toBe('90');
    expect(left(percentOff(10, { start: '2025-03-02' }))).toBe('100');
    expect(left(percentOff(10, { end: '2025-03-02' }))).toBe('90');
    expect(left(percentOff(10, { end: '2025-03-01' }))).toBe('100');
  });
});
