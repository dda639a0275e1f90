import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day } from '../../../../test/builders/events.ts';
import { addDays, addMonths, dateOfDayNumber, daysBetween } from './civil-date.ts';
import { monthsCompleted, PARTS_OF_A_MONTH, partsBetween, position, wholeMonthsBetween } from './months-between.ts';

const dates = fc.integer({ min: 0, max: 84_370 }).map(dateOfDayNumber);
const RUNS = { numRuns: 500 };

const months = (anchor: string, from: string, to: string): number =>
  partsBetween(day(anchor), day(from), day(to)) / PARTS_OF_A_MONTH;

describe('months between two dates', () => {
  it('count a day as a fraction of the month that holds it, counted from the anchor', () => {
    expect(months('2025-01-01', '2025-01-01', '2025-01-02')).toBe(1 / 31);
    expect(months('2025-01-01', '2025-02-01', '2025-02-02')).toBe(1 / 28);
    // From the 15th of January to the 15th of February are 31 days.
    expect(months('2025-01-15', '2025-02-01', '2025-02-02')).toBe(1 / 31);
  });

  it('count every month from the anchor as exactly one, whatever its length', () => {
    expect(months('2025-01-31', '2025-01-31', '2025-02-28')).toBe(1);
    expect(months('2025-01-31', '2025-02-28', '2025-03-31')).toBe(1);
    expect(months('2024-02-29', '2024-02-29', '2025-02-28')).toBe(12);
  });

  it('are 4 + 14/31 from 18 August to the end of the year', () => {
    expect(partsBetween(day('2018-01-01'), day('2018-08-18'), day('2019-01-01'))).toBe(
      4 * PARTS_OF_A_MONTH + (14 * PARTS_OF_A_MONTH) / 31,
    );
  });

  it('add up, wherever the days between are cut', () => {
    fc.assert(
      fc.property(dates, dates, dates, dates, (anchor, x, y, z) => {
        expect(partsBetween(anchor, x, y) + partsBetween(anchor, y, z)).toBe(partsBetween(anchor, x, z));
      }),
      RUNS,
    );
  });

  it('are whole for whole months from the anchor', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -120, max: 120 }), fc.integer({ min: 0, max: 120 }), (anchor, n, m) => {
        const parts = partsBetween(anchor, addMonths(anchor, n), addMonths(anchor, n + m));
        expect(parts).toBe(m * PARTS_OF_A_MONTH);
      }),
      RUNS,
    );
  });

  it('follow the definition: whole months from the anchor, then days of the month that has begun', () => {
    fc.assert(
      fc.property(dates, dates, (anchor, date) => {
        const n = monthsCompleted(anchor, date);
        const [start, end] = [addMonths(anchor, n), addMonths(anchor, n + 1)];
        const begun = (daysBetween(start, date) * PARTS_OF_A_MONTH) / daysBetween(start, end);
        expect(position(anchor, date)).toBe(n * PARTS_OF_A_MONTH + begun);
      }),
      RUNS,
    );
  });

  it('are whole numbers of parts, and grow with every day', () => {
    fc.assert(
      fc.property(dates, dates, (anchor, date) => {
        const parts = partsBetween(anchor, date, addDays(date, 1));
        expect(Number.isSafeInteger(parts) && parts > 0).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('whole months', () => {
  it.each([
    ['2025-01-31', '2025-02-28', 1],
    ['2024-02-29', '2025-02-28', 12],
    ['2025-01-01', '2027-01-01', 24],
    ['2025-01-01', '2025-01-31', null],
    ['2025-01-30', '2025-02-28', 1],
    ['2025-02-28', '2025-03-31', null],
  ])('from %s to %s: %p', (from, to, expected) => {
    expect(wholeMonthsBetween(day(from), day(to))).toBe(expected);
  });

  it('completed are as many as fit', () => {
    fc.assert(
      fc.property(dates, dates, (anchor, date) => {
        const n = monthsCompleted(anchor, date);
        expect(addMonths(anchor, n) <= date && date < addMonths(anchor, n + 1)).toBe(true);
      }),
      RUNS,
    );
  });
});
