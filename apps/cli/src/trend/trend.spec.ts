import { describe, expect, it } from '@jest/globals';
import { civilDate, DEFAULT_POLICY } from '@app/domain';
import type { Series } from '@app/processing';
import { trendQuestion } from './trend-arguments.ts';
import { trendText } from './trend-text.ts';

const PERIODS = ['2025-01', '2025-02', '2025-03'];

const series = (...segments: readonly (readonly [string, readonly (string | null)[]])[]): Series => ({
  grain: 'month',
  reportingCurrency: 'USD',
  periods: PERIODS,
  measuredOn: PERIODS.map((period) => `${period}-28`),
  segments: segments.map(([segment, acv]) => ({
    dimension: 'tier',
    segment,
    status: [],
    revision: [],
    arr_share: [],
    figures: { acv },
  })),
});

const FRAME = { figures: ['acv'], missing: [], fiscalYearStartMonth: 1, places: null } as const;

describe('The question of a trend', () => {
  it('is about the ACV and the figures behind it, or one figure by a dimension', () => {
    expect(trendQuestion({}, DEFAULT_POLICY)).toMatchObject({ dimension: 'all', grain: null, segments: null });
    expect(trendQuestion({ by: 'tier' }, DEFAULT_POLICY)).toMatchObject({ dimension: 'tier', figures: ['acv'] });
    expect(trendQuestion({ figure: 'arr' }, DEFAULT_POLICY).figures).toEqual(['arr']);
  });

  it.each([
    [{ by: 'teir' }, '--by: teir is not a dimension; did you mean tier?'],
    [{ figure: 'arrr' }, '--figure: there is no arrr; did you mean arr?'],
    [{ segment: 's' }, '--segment needs --by'],
    [{ grain: 'week' }, '--grain: week is not one of month, quarter, year'],
    [{ from: '2025-1' }, '--from: 2025-1 is not a period'],
    [{ from: '2025-03', to: '2025-01' }, '--from: 2025-03 is after 2025-01'],
  ])('is refused where it cannot be answered: %j', (options, message) => {
    expect(() => trendQuestion(options, DEFAULT_POLICY)).toThrow(message);
  });
});

describe('The text of a trend', () => {
  it('has a row of bars for each segment, with the first and the last value and the change', () => {
    const text = trendText(series(['large', ['100.0000', null, '150.0000']], ['none', [null, null, null]]), FRAME);
    expect(text).toMatch(/^ACV per customer by tier, 2025-01 to 2025-03 by month, in USD\n/);
    expect(text).toMatch(/^large +▁ █ +100\.00 +150\.00 +50\.0$/m);
    expect(text).not.toMatch(/^none/m);
  });

  it('says which customers its figures leave out', () => {
    const inEuros = { currency: 'EUR', contracts: 2, customers: 2, grain: 'month' as const };
    const missing = [{ ...inEuros, period: '2025-02', measuredOn: civilDate(2025, 2, 28) }];
    expect(trendText(series(['large', ['1', '2', '3']]), { ...FRAME, missing })).toMatch(
      /LEFT OUT: 2 customers in EUR, because there is no exchange rate in\s2025-02\./,
    );
    expect(trendText(series(['large', ['1', '2', '3']]), FRAME)).not.toContain('LEFT OUT');
  });
});
