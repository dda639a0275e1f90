import { UsageError } from '@app/host';
import { type Database, PostgresComparisonBooks, PostgresProductBooks, PostgresSignedBooks } from '@app/persistence';
import {
  ArrByProduct,
  ChurnReasons,
  CompareDays,
  OutOfRangeError,
  type PolicyAtHand,
  Renewals,
  SignedAhead,
  aheadJson,
  churnReasonJson,
  comparisonJson,
  productJson,
  renewalJson,
} from '@app/processing';
import { lineWriter } from '../line-writer.ts';
import type { AskedReport } from './asked-reports.ts';

/** The rows of a report, as the JSON of its lines. Throws `OutOfRangeError`. */
export const reportRows = async (
  report: AskedReport,
  database: Database,
  at: PolicyAtHand,
): Promise<readonly object[]> => {
  const { policy } = at;
  switch (report.kind) {
    case 'compare':
      return (await new CompareDays(new PostgresComparisonBooks(database, at), policy).between(report.days)).map(
        comparisonJson,
      );
    case 'churn_reasons':
      return (await new ChurnReasons(new PostgresComparisonBooks(database, at), policy).between(report.days)).map(
        churnReasonJson,
      );
    case 'ahead':
      return (await new SignedAhead(new PostgresSignedBooks(database, at), policy).months(report.months)).rows.map(
        aheadJson,
      );
    case 'renewals':
      return (await new Renewals(new PostgresSignedBooks(database, at), policy).in(report.month)).map(renewalJson);
    case 'products': {
      const { day, rows } = await new ArrByProduct(new PostgresProductBooks(database, at), policy).on(report.day);
      return rows.map((row) => productJson(day, row));
    }
  }
};

/** Writes each report, a line per row. Throws `UsageError` if the books do not have the days that it is about. */
export const writeAskedReports = async (
  reports: readonly AskedReport[],
  database: Database,
  at: PolicyAtHand,
): Promise<void> => {
  for (const report of reports) {
    try {
      const rows = await reportRows(report, database, at);
      const out = lineWriter(report.file);
      await out.write(rows.map((row) => JSON.stringify(row)));
      await out.close();
    } catch (error) {
      throw error instanceof OutOfRangeError ? new UsageError(`${report.option} ${error.message}`) : error;
    }
  }
};
