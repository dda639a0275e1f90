import { describe, expect, it } from '@jest/globals';
import { day, dayOrNull } from '../../../../test/builders/events.ts';
import { Decimal } from '../money/decimal.ts';
import { type FxRate, periodRates } from './rates.ts';

const rate = (currency: string, date: string, value: string): FxRate => ({
  currency,
  date: day(date),
  rate: new Decimal(value),
});

const days = (now: string, prior: string | null, yearAgo: string | null) => ({
  now: day(now),
  prior: dayOrNull(prior),
  yearAgo: dayOrNull(yearAgo),
});

const USD = { reportingCurrency: 'USD', fx: { mode: 'period_end' } } as const;
const EUR = [rate('EUR', '2025-02-28', '1.20'), rate('EUR', '2025-01-31', '1.10'), rate('EUR', '2025-03-31', '1.30')];

const found = (...given: Parameters<typeof periodRates>) =>
  periodRates(...given).map(({ currency, now, prior, yearAgo }) => [currency, ...[now, prior, yearAgo].map(String)]);

describe('the rates of a period', () => {
  it('are the latest on or before each measured day; the reporting currency is worth 1', () => {
    expect(found(EUR, days('2025-03-30', '2025-02-28', '2025-02-27'), USD)).toEqual([
      ['USD', '1', '1', '1'],
      ['EUR', '1.2', '1.2', '1.1'],
    ]);
  });

  it('are those of one day where the policy names it', () => {
    const constant = { ...USD, fx: { mode: 'constant', date: day('2025-02-15') } } as const;
    expect(found(EUR, days('2025-03-31', '2025-02-28', null), constant)).toContainEqual(['EUR', '1.1', '1.1', '1.1']);
  });

  it('let now’s stand in where only an earlier day has none', () => {
    expect(found(EUR, days('2025-02-28', '2025-01-30', '2024-02-28'), USD)).toContainEqual([
      'EUR',
      '1.2',
      '1.2',
      '1.2',
    ]);
  });

  it('leave out a currency that has none on the measured day', () => {
    expect(found(EUR, days('2025-01-30', null, null), USD)).toEqual([['USD', '1', '1', '1']]);
  });

  it('never take a rate that is stated for the reporting currency itself', () => {
    expect(found([rate('USD', '2025-01-01', '2')], days('2025-01-30', null, null), USD)).toEqual([
      ['USD', '1', '1', '1'],
    ]);
  });
});
