import { describe, expect, it } from '@jest/globals';
import { Decimal, parseCivilDate, periodLabelled } from '@app/domain';
import type { Plan, PlanQuestion } from '@app/processing';
import { planTable } from './plan-report.ts';

const asOf = parseCivilDate('2025-12-31');
if (asOf === null) throw new Error('no date');

const QUESTION: PlanQuestion = {
  ...{ target: new Decimal(1_200_000), periods: 3, grain: 'month', asOf, dimension: 'tier', segment: null },
};

const FRAME = { policy: { reportingCurrency: 'USD', fiscalYearStartMonth: 1 }, missing: [], places: 2 };

const deals = (segment: string, bookings: number, acv = 24_000) => ({
  segment,
  bookings,
  acvTotal: new Decimal(acv * bookings),
  acvAverage: bookings === 0 ? null : new Decimal(acv),
  acvMedian: bookings === 0 ? null : new Decimal(acv),
  dealsNeeded: bookings === 0 || acv === 0 ? null : 50,
  dealsNeededByMedian: bookings === 0 || acv === 0 ? null : 50,
});

const text = (...segments: Plan['segments']): string =>
  planTable(QUESTION, { asOf, periods: [periodLabelled('month', '2025-12', 1)], segments }, FRAME);

describe('the table of a plan', () => {
  it('says why a segment has no figure', () => {
    expect(text(deals('smb', 0))).toContain('No figure (-) for smb: nothing was booked in these periods.');
    expect(text(deals('free', 12, 0))).toContain(
      'No figure (-) for free: the contracts booked in these periods have no',
    );
    const early = planTable(QUESTION, { asOf, periods: [], segments: [deals('smb', 0)] }, FRAME);
    expect(early).toContain('No figure (-): no month had ended by 2025-12-31');
  });

  it('warns below ten bookings, and only there', () => {
    expect(text(deals('smb', 9))).toMatch(/^smb! [^]*Fewer than ten bookings/m);
    expect(text(deals('smb', 10))).not.toContain('!');
  });

  it('does not invite to add up its rows', () => {
    expect(text(deals('a', 10), deals('b', 10))).toContain('the rows do not add up');
    expect(text(deals('a', 10))).not.toContain('do not add up');
  });

  it('says which customers its averages leave out', () => {
    const plan = { asOf, periods: [periodLabelled('month', '2025-12', 1)], segments: [deals('smb', 10)] };
    const inEuros = { currency: 'EUR', contracts: 3, customers: 2 };
    const missing = [{ ...inEuros, grain: 'month' as const, period: '2025-12', measuredOn: asOf }];
    const lacking = planTable(QUESTION, plan, { ...FRAME, missing });
    expect(lacking).toMatch(/LEFT OUT: 2 customers in EUR[^]*in 2025-12\.[^]*no figure\.[^]*rates load[^]*smb/);
    expect(planTable(QUESTION, plan, FRAME)).not.toContain('LEFT OUT');
  });

  it('has as many decimals as are asked for', () => {
    const plan = { asOf, periods: [], segments: [deals('smb', 10)] };
    expect(planTable(QUESTION, plan, { ...FRAME, places: 0 })).toMatch(/24,000 +24,000$/m);
  });

  it('fits a terminal of 80 columns', () => {
    const lines = text(deals('a'.repeat(60), 9), deals('b', 0)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
