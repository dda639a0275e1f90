import { describe, expect, it } from '@jest/globals';
import type { Comparison, ReportedPeriod } from '@app/wire/answers';
import { formatsFor, whyHeading } from '@app/wording';
import { mainDriver } from './main-driver.ts';
import { isReversed } from './reversal.ts';
import { comparable, twoDays, yearBefore } from './two-days.ts';

// Only the figures that the rules read.
const comparison = (figures: Partial<Comparison>): Comparison => figures as Comparison;

const period = (label: string, measuredOn: string): ReportedPeriod => ({
  grain: 'month',
  period: label,
  period_start: `${label}-01`,
  period_end: measuredOn,
  measured_on: measuredOn,
  status: 'closed',
});

const [LAST_YEAR, NOVEMBER, DECEMBER] = [
  period('2024-12', '2024-12-31'),
  period('2025-11', '2025-11-30'),
  period('2025-12', '2025-12-31'),
];

describe('the days that are compared', () => {
  const days = comparable([LAST_YEAR, NOVEMBER, DECEMBER], 2);

  it('are those of the period and the one before, if the address names none', () => {
    expect(twoDays({}, DECEMBER, days)).toEqual({ from: '2025-11-30', to: '2025-12-31', kind: 'prior' });
  });

  it('are known as the year-ago ones by their day', () => {
    expect(twoDays({ from: '2024-12-31' }, DECEMBER, days)?.kind).toBe('year_ago');
  });

  it('can be any two', () => {
    expect(twoDays({ from: '2025-02-10', to: '2025-03-05' }, DECEMBER, days)?.kind).toBe('days');
  });

  it('are none before the first period', () => {
    expect(twoDays({}, LAST_YEAR, comparable([LAST_YEAR], 0))).toBeNull();
  });

  it('find the year-ago period by its label, of any grain', () => {
    expect(['2025-12', '2025-Q1', '2025'].map(yearBefore)).toEqual(['2024-12', '2024-Q1', '2024']);
  });
});

describe('the heading of a comparison', () => {
  const formats = formatsFor('en-US', 'USD');

  it('names the largest part of the bridge, whatever its sign', () => {
    const fell = comparison({
      acv_trend_pct: '-22.4766',
      bridge_price: '1607.4685',
      bridge_entered_mix: '-18571.0864',
    });
    expect(whyHeading(fell, formats)).toBe('ACV fell 22.5%: the largest part is customers that entered, -$18,571');
  });

  it('explains nothing where one of the days has no customer', () => {
    expect(whyHeading(comparison({ acv_trend_pct: null }), formats)).toMatch(/no change to explain/);
  });
});

describe('a reversal', () => {
  const whole = comparison({ acv_trend_pct: '-4.0000' });
  const segment = (rate: string) => comparison({ rate_effect: rate });

  it('is found where the whole fell and every segment rose or held', () => {
    expect(isReversed(whole, [segment('12.5000'), segment('0.0000')])).toBe(true);
  });

  it('is none where one segment moved with the whole, or all held', () => {
    expect(isReversed(whole, [segment('12.5000'), segment('-1.0000')])).toBe(false);
    expect(isReversed(whole, [segment('0.0000')])).toBe(false);
  });
});

describe('the main driver of a customer', () => {
  it('is the largest in size, and none where no driver is above zero', () => {
    expect(mainDriver({ price: '10', quantity: '-20', discount: '0', product: '5' })).toEqual({
      name: 'quantity',
      value: '-20',
    });
    expect(mainDriver({ price: '0', quantity: '0', discount: '0', product: '0' })).toBeNull();
    expect(mainDriver(null)).toBeNull();
  });
});
