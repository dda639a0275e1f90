import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day } from '../../../../test/builders/events.ts';
import {
  addDays,
  addMonths,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  isLeapYear,
  parseCivilDate,
} from './civil-date.ts';

const dates = fc.integer({ min: 0, max: 84_370 }).map(dateOfDayNumber);

describe('parseCivilDate', () => {
  it.each(['2024-02-29', '2000-02-29', '1970-01-01', '2200-12-31'])('accepts %s', (text) => {
    expect(parseCivilDate(text)).toBe(text);
  });

  it.each(['2025-02-29', '1900-02-29', '2025-13-01', '2025-00-10', '2025-04-31', '2025-1-01', '2025-01-01T00:00', ''])(
    'finds no date in %j',
    (text) => {
      expect(parseCivilDate(text)).toBeNull();
    },
  );
});

describe('days', () => {
  it('are counted from 1970, and a count converts back into its date', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(dateOfDayNumber(dayNumber(date))).toBe(date);
        expect(dayNumber(date)).toBe(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
      }),
      { numRuns: 500 },
    );
  });

  it('are added across the ends of months and years', () => {
    expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(day('2025-01-01'), -1)).toBe('2024-12-31');
    expect(daysBetween(day('2024-01-01'), day('2025-01-01'))).toBe(366);
    expect([2000, 2024, 2100, 2200].map(isLeapYear)).toEqual([true, true, false, false]);
  });
});

describe('addMonths', () => {
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-08-31', 6, '2026-02-28'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-01-15', -13, '2023-12-15'],
  ])('%s + %i months is %s: the day of the month, or the last there is', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });

  it('counts from the anchor, never step by step', () => {
    const anchor = day('2025-01-31');
    expect(addMonths(anchor, 2)).toBe('2025-03-31');
    expect(addMonths(addMonths(anchor, 1), 1)).toBe('2025-03-28');
  });

  it('never goes back when months are added', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -60, max: 60 }), (date, months) => {
        expect(addMonths(date, months) < addMonths(date, months + 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
