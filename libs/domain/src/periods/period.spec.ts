import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day } from '../../../../test/builders/events.ts';
import { addDays, dateOfDayNumber } from '../calendar/civil-date.ts';
import {
  type Grain,
  measuredOn,
  periodLabelled,
  periodOf,
  periodsBetween,
  priorPeriod,
  yearAgoPeriod,
} from './period.ts';

const GRAINS: readonly Grain[] = ['month', 'quarter', 'year'];

describe('the period that holds a day', () => {
  it.each<[Grain, string, number, string, string, string]>([
    ['month', '2025-03-15', 1, '2025-03', '2025-03-01', '2025-04-01'],
    ['quarter', '2025-03-31', 1, '2025-Q1', '2025-01-01', '2025-04-01'],
    ['quarter', '2025-12-31', 1, '2025-Q4', '2025-10-01', '2026-01-01'],
    ['year', '2024-02-29', 1, '2024', '2024-01-01', '2025-01-01'],
    // Fiscal years are named after the year in which they end.
    ['year', '2025-02-01', 2, '2026', '2025-02-01', '2026-02-01'],
    ['year', '2025-01-31', 2, '2025', '2024-02-01', '2025-02-01'],
    ['quarter', '2025-01-31', 2, '2025-Q4', '2024-11-01', '2025-02-01'],
    ['quarter', '2025-04-30', 2, '2026-Q1', '2025-02-01', '2025-05-01'],
    ['quarter', '2025-07-01', 12, '2025-Q3', '2025-06-01', '2025-09-01'],
    ['year', '2025-12-01', 12, '2026', '2025-12-01', '2026-12-01'],
    ['month', '2025-01-31', 2, '2025-01', '2025-01-01', '2025-02-01'],
  ])('by %s, on %s, in a year that starts with month %i, is %s', (grain, on, fiscalStart, label, start, end) => {
    expect(periodOf(grain, day(on), fiscalStart)).toEqual({ grain, label, start, end });
  });

  it('has its label, holds the day and touches its neighbours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GRAINS),
        fc.integer({ min: 400, max: 80_000 }).map(dateOfDayNumber),
        fc.integer({ min: 1, max: 12 }),
        (grain, on, fiscalStart) => {
          const period = periodOf(grain, on, fiscalStart);
          expect(period.start <= on && on < period.end).toBe(true);
          expect(periodLabelled(grain, period.label, fiscalStart)).toEqual(period);
          expect(priorPeriod(period, fiscalStart).end).toBe(period.start);
          expect(periodOf(grain, period.end, fiscalStart).start).toBe(period.end);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('the periods that a period is compared with', () => {
  it('are the one before and the one a year earlier', () => {
    const quarter = periodOf('quarter', day('2025-02-01'), 1);
    expect(priorPeriod(quarter, 1).label).toBe('2024-Q4');
    expect(yearAgoPeriod(quarter, 1).label).toBe('2024-Q1');
    const year = periodOf('year', day('2025-02-01'), 1);
    expect(yearAgoPeriod(year, 1).label).toBe('2024');
    const fiscal = periodOf('quarter', day('2025-02-01'), 2);
    expect([fiscal, priorPeriod(fiscal, 2), yearAgoPeriod(fiscal, 2)].map(({ label }) => label)).toEqual([
      '2026-Q1',
      '2025-Q4',
      '2025-Q1',
    ]);
  });
});

describe('a period', () => {
  it('is measured on its last day, or while it is open on the as-of day', () => {
    const march = periodOf('month', day('2025-03-01'), 1);
    expect(['2025-03-10', '2025-03-31', '2025-04-02'].map((asOf) => measuredOn(march, day(asOf)))).toEqual([
      '2025-03-10',
      '2025-03-31',
      '2025-03-31',
    ]);
  });

  it('follows the one before, and each is listed once', () => {
    const labels = (grain: Grain, first: string, last: string) =>
      periodsBetween(grain, day(first), day(last), 1).map(({ label }) => label);
    expect(labels('month', '2024-11-30', '2025-02-01')).toEqual(['2024-11', '2024-12', '2025-01', '2025-02']);
    expect(labels('quarter', '2024-12-31', '2025-01-01')).toEqual(['2024-Q4', '2025-Q1']);
    expect(labels('year', '2025-01-01', addDays(day('2025-01-01'), -1))).toEqual([]);
  });
});
