import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '@app/domain';
import type { MissingInPeriod } from '@app/processing';
import { marked, missingInPeriodsText, missingOnDayText } from './missing-rates-text.ts';

const missing = (period: string, currency: string, customers: number): MissingInPeriod => {
  const measuredOn = parseCivilDate('2025-12-31');
  if (measuredOn === null) throw new Error('no date');
  return { grain: period.includes('Q') ? 'quarter' : 'month', period, measuredOn, currency, contracts: 9, customers };
};

const text = (...all: readonly MissingInPeriod[]): string =>
  missingInPeriodsText(all, { fiscalYearStartMonth: 1 }).join('\n');

describe('what figures leave out for want of rates', () => {
  it('is nothing where every currency has one', () => {
    expect(text()).toBe('');
    expect(missingOnDayText([], [], 'on 2025-12-31')).toEqual([]);
    expect(marked('2025-01', [])).toBe('2025-01');
  });

  it('names each currency, its customers, and the periods in runs', () => {
    const said = text(missing('2025-04', 'EUR', 1), missing('2025-01', 'EUR', 1), missing('2025-02', 'EUR', 3));
    expect(said).toContain(
      'LEFT OUT: 1 to 3 customers in EUR, because there is no exchange rate in 2025-01\nto 2025-02, 2025-04.',
    );
    expect(text(missing('2025-01', 'JPY', 1))).toContain('1 customer in JPY');
    expect(text(missing('2025-01', 'JPY', 0), missing('2025-02', 'JPY', 2))).toContain('up to 2 customers in JPY');
  });

  it('counts the months only where quarters lack the same rates', () => {
    expect(text(missing('2025-Q1', 'EUR', 2), missing('2025-03', 'EUR', 2))).not.toContain('2025-Q1');
    expect(text(missing('2025-Q1', 'EUR', 2))).toContain('2025-Q1');
  });

  it('names a currency that only an earlier day needs, of which nobody is counted now', () => {
    const [line] = missingOnDayText(['CHF'], [], 'on 2025-12-31');
    expect(line).toBe('LEFT OUT: contracts in CHF, because there is no exchange rate on 2025-12-31.');
  });

  it('marks the rows that lack it', () => {
    expect(marked('2025-01', ['EUR'])).toBe('2025-01*');
  });
});
