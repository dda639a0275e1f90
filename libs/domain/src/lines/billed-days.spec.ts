import { describe, expect, it } from '@jest/globals';
import { term } from '../../../../test/builders/events.ts';
import { line } from '../../../../test/builders/lines.ts';
import { billedDays } from './billed-days.ts';

const YEAR = term('2025-01-01', '2026-01-01');

describe('the days of a billing interval', () => {
  it('are those of days and weeks, and of a term that is not whole months', () => {
    expect(billedDays(line({ per: 'day' }).per, YEAR)).toBe(1);
    expect(billedDays(line({ per: [30, 'day'] }).per, YEAR)).toBe(30);
    expect(billedDays(line({ per: [2, 'week'] }).per, YEAR)).toBe(14);
    expect(billedDays(line({ per: 'term' }).per, term('2025-01-01', '2025-02-15'))).toBe(45);
  });

  it('do not exist for an interval of months or a term of whole months', () => {
    for (const per of ['month', 'quarter', 'half_year', 'year', 'term'] as const) {
      expect(billedDays(line({ per }).per, YEAR)).toBeNull();
    }
  });
});
