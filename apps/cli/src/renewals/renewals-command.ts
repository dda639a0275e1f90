import { PostgresSignedBooks } from '@app/persistence';
import { Renewals } from '@app/processing';
import { Command } from 'commander';
import { databaseOption } from '../given-database.ts';
import { askedSegments, assertFound, type SegmentOptions } from '../reports/asked-segments.ts';
import { monthFromArgument } from '../reports/report-arguments.ts';
import { withReportedStore } from '../reports/with-reported-store.ts';
import { renewalsDocument, renewalsText } from './renewals-report.ts';

type Options = SegmentOptions & Readonly<{ month: string; databaseUrl: string; json?: boolean }>;

export const renewalsCommand = (): Command =>
  new Command('renewals')
    .description('show the contracts whose term ended in a month that is over, and how many were renewed')
    .requiredOption('--month <label>', 'the month, such as 2025-12')
    .option('--dimension <name>', 'each segment of this dimension')
    .option('--segment <name>', 'only that segment of it')
    .option('--json', 'print JSON, with every digit')
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const month = monthFromArgument('--month', options.month);
      const text = await withReportedStore(options.databaseUrl, async ({ database, at }) => {
        const isWanted = askedSegments(options, at.policy);
        const all = await new Renewals(new PostgresSignedBooks(database, at), at.policy).in(month);
        const rows = all.filter(isWanted);
        assertFound(rows, options);
        return (options.json === true ? renewalsDocument : renewalsText)(rows, {
          month: month.label,
          dimension: options.dimension ?? 'all',
          reportingCurrency: at.policy.reportingCurrency,
        });
      });
      process.stdout.write(`${text}\n`);
    });
