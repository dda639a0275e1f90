import { describe, expect, it } from '@jest/globals';
import { day, dayOrNull } from '../../../../test/builders/events.ts';
import { Decimal } from '../money/decimal.ts';
import { comparisonRates, type FxRate } from './exchange-rates.ts';
import { type MeasuredDays } from '../periods/measured-days.ts';

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

type Terms = Parameters<typeof comparisonRates>[3];

const found = (rates: readonly FxRate[], at: MeasuredDays, policy: Terms) =>
  comparisonRates(rates, at.now, at, policy).measured.map(({ currency, now, prior, yearAgo }) => [
    currency,
    ...[now, prior, yearAgo].map(String),
  ]);

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

  it('use the measured day’s rate where only an earlier day has none', () => {
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

describe('the rates of what falls on a day', () => {
  const dated = (rates: readonly FxRate[], start: string, now: string, policy: Terms = USD) =>
    comparisonRates(rates, day(start), days(now, null, null), policy)
      .dated.filter(({ currency }) => currency === 'EUR')
      .map(({ from, to, rate: value }) => `${from} ${to} ${value.toFixed()}`);

  it('are those of the day; so the months of a quarter add up to it', () => {
    expect(dated(EUR, '2025-01-01', '2025-03-31')).toEqual([
      '2025-01-01 2025-01-31 1.3',
      '2025-01-31 2025-02-28 1.1',
      '2025-02-28 2025-03-31 1.2',
      '2025-03-31 2025-04-01 1.3',
    ]);
    expect(dated(EUR, '2025-02-01', '2025-02-28')).toEqual(['2025-02-01 2025-02-28 1.1', '2025-02-28 2025-03-01 1.2']);
  });

  it('are the measured day’s on days before the first rate, and one rate all the time where the policy says so', () => {
    expect(dated(EUR, '2025-01-01', '2025-01-30')).toEqual([]);
    const constant = { reportingCurrency: 'USD', fx: { mode: 'constant', date: day('2025-02-28') } } as const;
    expect(new Set(dated(EUR, '2025-01-01', '2025-03-31', constant).map((text) => text.split(' ')[2]))).toEqual(
      new Set(['1.2']),
    );
  });
});
