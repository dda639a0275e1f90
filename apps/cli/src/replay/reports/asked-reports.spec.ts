import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '@app/domain';
import { askedReports, assertOver } from './asked-reports.ts';

describe('The reports of a replay', () => {
  it('can be asked for any number of times', () => {
    const reports = askedReports({
      compare: ['2025-01-15', '2025-03-20', 'a.jsonl', '2025-01-31', '2025-02-28', '-'],
      churnReasons: ['2025-01-31', '2025-02-28', 'b.jsonl'],
      ahead: ['3', 'c.jsonl'],
      renewals: ['2026-01', 'd.jsonl'],
      products: ['2025-01-31', 'e.jsonl'],
    });
    expect(reports).toMatchObject([
      { kind: 'compare', days: { from: '2025-01-15', to: '2025-03-20' }, file: 'a.jsonl' },
      { kind: 'compare', days: { from: '2025-01-31', to: '2025-02-28' }, file: '-' },
      { kind: 'ahead', months: 3, file: 'c.jsonl' },
      { kind: 'renewals', month: { label: '2026-01' }, file: 'd.jsonl' },
      { kind: 'churn_reasons', days: { from: '2025-01-31', to: '2025-02-28' }, file: 'b.jsonl' },
      { kind: 'products', day: '2025-01-31', file: 'e.jsonl' },
    ]);
  });

  it('are none if none is asked for', () => {
    expect(askedReports({})).toEqual([]);
  });

  it.each([
    [{ compare: ['2025-01-15', '2025-03-20'] }, '--compare takes FROM TO OUT'],
    [{ compare: ['2025-03-20', '2025-01-15', '-'] }, '--compare FROM: 2025-03-20 is not before 2025-01-15'],
    [{ churnReasons: ['2025-01-15', 'soon', '-'] }, '--churn-reasons TO: soon is not a date'],
    [{ ahead: ['twelve', '-'] }, '--ahead MONTHS: twelve is not a whole number of months'],
    [{ renewals: ['2025', '-'] }, '--renewals MONTH: 2025 is not a month'],
    [{ products: ['-'] }, '--products takes DAY OUT'],
  ])('are refused by name: %j', (options, message) => {
    expect(() => askedReports(options)).toThrow(message);
  });

  it.each([
    [{ compare: ['2025-01-15', '2025-04-01', '-'] }, '--compare: 2025-04-01 is after 2025-03-31, the --as-of'],
    [{ renewals: ['2025-04', '-'] }, '--renewals: 2025-04-30 is after 2025-03-31'],
    [{ products: ['2025-04-01', '-'] }, '--products: 2025-04-01 is after 2025-03-31'],
  ])('must not be about days after the books: %j', (options, message) => {
    const asOf = parseCivilDate('2025-03-31');
    if (asOf === null) throw new Error('no date');
    expect(() => assertOver(askedReports(options), asOf)).toThrow(message);
    expect(() => assertOver(askedReports({ ahead: ['12', '-'] }), asOf)).not.toThrow();
  });
});
