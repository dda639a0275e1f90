import { describe, expect, it } from '@jest/globals';
import { term } from '../../../../test/builders/events.ts';
import { line, percentOff, percentOffAll } from '../../../../test/builders/lines.ts';
import { countedDiscounts, countedOfContract, lasts } from './lasting-discounts.ts';
import type { Discount, PricedLine } from './line.ts';
import { lineDays } from './line-days.ts';

const YEAR = term('2025-01-01', '2026-01-01');
const RENEWING = term('2025-01-01', '2026-01-01', true);

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
    [
      'begins after the start of a short term, up to its end',
      percentOff(10, { start: '2025-02-01', end: '2025-04-01' }),
      term('2025-01-01', '2025-04-01'),
      false,
    ],
    ['of six months passes, evergreen too', percentOff(10, { end: '2025-07-01' }), term('2025-01-01', null), false],
  ])('%s', (_, discount, stated, expected) => {
    expect(lasts(discount, lineDays(line(), stated), stated)).toBe(expected);
  });

  it('is the only kind that counts by default; the other policy counts all', () => {
    const discounts = [percentOff(50, { end: '2025-03-01' }), percentOff(10)];
    const priced = line({ discounts });
    expect(countedDiscounts(priced, RENEWING, 'lasting')).toEqual([discounts[1]]);
    expect(countedDiscounts(priced, RENEWING, 'all')).toEqual(discounts);
  });

  it('covers every day of a step that ends, and of a later step only if it states its start', () => {
    const step = line({ end: '2025-04-01' });
    const later = line({ start: '2025-04-01', end: '2025-07-01' });
    const lastsOn = (priced: PricedLine, discount: Discount) => lasts(discount, lineDays(priced, RENEWING), RENEWING);
    expect(lastsOn(step, percentOff(20, { end: '2025-04-01' }))).toBe(true);
    expect(lastsOn(step, percentOff(20, { end: '2025-03-31' }))).toBe(false);
    expect(lastsOn(step, percentOff(20, { start: '2025-01-02', end: '2025-04-01' }))).toBe(false);
    expect(lastsOn(line(), percentOff(20, { end: '2025-04-01' }))).toBe(false);
    expect(lastsOn(later, percentOff(20, { start: '2025-04-01', end: '2025-07-01' }))).toBe(true);
    expect(lastsOn(later, percentOff(20, { start: '2025-05-01', end: '2025-07-01' }))).toBe(false);
  });

  it('covers a line from the start of the term, even if the line states an earlier start', () => {
    const early = line({ start: '2024-01-01', end: '2025-04-01' });
    expect(lasts(percentOff(20, { start: '2025-01-01', end: '2025-04-01' }), lineDays(early, RENEWING), RENEWING)).toBe(
      true,
    );
  });

  it('of the contract as a whole goes by the days of its term', () => {
    const toTheEnd = percentOffAll(10, { end: '2025-04-01' });
    const short = term('2025-01-01', '2025-04-01');
    expect(countedOfContract([toTheEnd], short, 'lasting')).toEqual([toTheEnd]);
    expect(countedOfContract([toTheEnd], { ...short, autoRenew: true }, 'lasting')).toEqual([]);
    expect(countedOfContract([toTheEnd], { ...short, autoRenew: true }, 'all')).toEqual([toTheEnd]);
  });
});
