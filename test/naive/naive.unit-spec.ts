import { describe, expect, it } from '@jest/globals';
import { caseNames, conformanceFolder } from './conformance-folder.ts';
import { naiveBook, type Row, rowDifferences } from './index.ts';

describe('the naive reading', () => {
  for (const name of caseNames()) {
    it(`gives the expected reports: ${name}`, () => {
      const given = conformanceFolder(name);
      const book = naiveBook(given.events, given.policy, given.rates, given.asOf);

      const expectRows = (report: string, actual: readonly Row[]) => {
        expect(rowDifferences(given.expected(report) ?? [], actual)).toEqual([]);
      };
      const expectReport = (report: string, rows: (...words: readonly string[]) => readonly Row[]) => {
        expectRows(
          report,
          given.argumentsOf(report).flatMap((words) => rows(...words)),
        );
      };

      // The expected files state the measures alone.
      const stated = new Set((given.expected('contracts') ?? []).flatMap((row) => Object.keys(row)));
      const statedOf = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([name]) => stated.has(name)));
      expectRows('contracts', book.contracts().map(statedOf));
      expectRows('snapshots', book.snapshots());
      expectReport('compare', (from = '', to = '') => book.compare(from, to));
      expectReport('ahead', (months = '') => book.ahead(Number(months)));
      expectReport('renewals', (month = '') => book.renewals(month));
      expectReport('churn_reasons', (from = '', to = '') => book.churnReasons(from, to));
      expectReport('products', (day = '') => book.products(day));
    });
  }
});
