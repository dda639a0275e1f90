import { describe, expect, it } from '@jest/globals';
import { anchored, day, term } from '../../../../test/builders/events.ts';
import { covers } from '../calendar/span.ts';
import { activeDays, isInGrace } from './active-days.ts';
import { termInForce } from './term-in-force.ts';
import { monthsOfTerm, renewsWithinAYear, wholeMonthsOf } from './term.ts';

const inForce = (stated: ReturnType<typeof term>, on: string) => {
  const { start, end, anchor, isFirst } = termInForce(stated, day(on));
  return [start, end, anchor, isFirst];
};

describe('a contract is active', () => {
  const activeOn = (stated: ReturnType<typeof term>, on: string) => covers(activeDays(stated, 0), day(on));

  it('from the start of its term to its end', () => {
    const year = term('2025-01-01', '2026-01-01');
    expect(['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'].map((on) => activeOn(year, on))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('for good if it renews or has no end', () => {
    expect(activeOn(term('2025-01-01', '2026-01-01', true), '2199-01-01')).toBe(true);
    expect(activeOn(term('2025-01-01', null), '2199-01-01')).toBe(true);
  });
});

describe('the term in force', () => {
  it('is the stated one until its end', () => {
    expect(inForce(term('2025-01-01', '2026-01-01', true), '2025-12-31')).toEqual([
      '2025-01-01',
      '2026-01-01',
      '2025-01-01',
      true,
    ]);
  });

  it('is then the k-th renewal, counted in months from the start, so the last day of a month is kept', () => {
    const quarterly = term('2024-11-30', '2025-02-28', true);
    expect(inForce(quarterly, '2025-02-28')).toEqual(['2025-02-28', '2025-05-30', '2024-11-30', false]);
    expect(inForce(quarterly, '2025-08-29')).toEqual(['2025-05-30', '2025-08-30', '2024-11-30', false]);
  });

  it('renews a term of n days by n days, each renewal with its own anchor', () => {
    const tenDays = term('2025-01-01', '2025-01-11', true);
    expect(inForce(tenDays, '2025-01-11')).toEqual(['2025-01-11', '2025-01-21', '2025-01-11', false]);
    expect(inForce(tenDays, '2025-02-09')).toEqual(['2025-01-31', '2025-02-10', '2025-01-31', false]);
  });

  it('has no end for an evergreen contract', () => {
    expect(inForce(term('2025-01-01', null), '2030-01-01')).toEqual(['2025-01-01', null, '2025-01-01', true]);
  });
});

describe('a term with an anchor', () => {
  // 31 January, cut short by February.
  const cutShort = anchored(term('2025-02-28', '2025-03-31', true), '2025-01-31');

  it('of whole months renews by months of the anchor, so the last day of a month is kept', () => {
    expect(wholeMonthsOf(cutShort)).toBe(1);
    expect(inForce(cutShort, '2025-03-30')).toEqual(['2025-02-28', '2025-03-31', '2025-01-31', true]);
    expect(inForce(cutShort, '2025-04-15')).toEqual(['2025-03-31', '2025-04-30', '2025-01-31', false]);
    expect(inForce(cutShort, '2025-05-30')).toEqual(['2025-04-30', '2025-05-31', '2025-01-31', false]);
  });

  it('renews by days if it is not whole months of the anchor, even if it is of its start', () => {
    const year = anchored(term('2025-01-01', '2026-01-01', true), '2024-12-15');
    expect(wholeMonthsOf(year)).toBeNull();
    expect(inForce(year, '2025-06-01')).toEqual(['2025-01-01', '2026-01-01', '2025-01-01', true]);
    // 365 days; without the anchor a year, to 1 January 2029.
    expect(inForce(year, '2028-06-01')).toEqual(['2028-01-01', '2028-12-31', '2028-01-01', false]);
  });

  it('has the length of its whole months, else a length counted from its start', () => {
    const months = (stated: ReturnType<typeof term>) => Number(monthsOfTerm(stated));
    expect(months(cutShort)).toBe(1);
    expect(months({ ...cutShort, anchor: cutShort.start })).toBeCloseTo(1 + 3 / 31, 12);
    expect(months(term('2025-01-01', '2025-02-15'))).toBe(1.5);
    expect(monthsOfTerm(term('2025-01-01', null))).toBeNull();
  });
});

describe('days of grace', () => {
  const lapsing = term('2025-01-01', '2026-01-01');

  it('keep a contract active after a term that does not renew', () => {
    expect(activeDays(lapsing, 30)).toEqual({ start: '2025-01-01', end: '2026-01-31' });
    expect(activeDays({ ...lapsing, autoRenew: true }, 30).end).toBeNull();
    expect(activeDays(term('2025-01-01', null), 30).end).toBeNull();
  });

  it('begin at the end of the term, with a renewal in force', () => {
    expect(['2025-12-31', '2026-01-01'].map((on) => isInGrace(lapsing, day(on)))).toEqual([false, true]);
    expect(isInGrace({ ...lapsing, autoRenew: true }, day('2026-01-01'))).toBe(false);
    expect(inForce(lapsing, '2026-01-15')).toEqual(['2026-01-01', '2027-01-01', '2025-01-01', false]);
  });
});

describe('a term that renews within a year', () => {
  it.each([
    ['2025-01-01', '2025-12-31', true, true],
    ['2025-01-01', '2026-01-01', true, false],
    ['2025-01-01', '2025-02-01', false, false],
    ['2024-02-29', '2025-02-28', true, false],
    ['2025-01-01', null, true, false],
  ])('from %s to %s, renewing %p: %p', (start, end, autoRenew, expected) => {
    expect(renewsWithinAYear(term(start, end, autoRenew))).toBe(expected);
  });
});
