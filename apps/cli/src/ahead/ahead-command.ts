import { PostgresSignedBooks } from '@app/persistence';
import { SignedAhead } from '@app/processing';
import { Command } from 'commander';
import { databaseOption } from '../given-database.ts';
import { askedSegments, assertFound, type SegmentOptions } from '../reports/asked-segments.ts';
import { monthsFromArgument } from '../reports/report-arguments.ts';
import { withReportedStore } from '../reports/with-reported-store.ts';
import { aheadDocument, aheadRows, aheadText } from './ahead-report.ts';

type Options = SegmentOptions & Readonly<{ months: string; databaseUrl: string; json?: boolean }>;

export const aheadCommand = (): Command =>
  new Command('ahead')
    .description('show the ARR that is signed for the coming months, and the contracts whose term ends in them')
    .option('--months <count>', 'how many months, from the next one on', '12')
    .option('--dimension <name>', 'each segment of this dimension')
    .option('--segment <name>', 'only that segment of it')
    .option('--json', 'print JSON, with every digit')
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const months = monthsFromArgument('--months', options.months);
      const text = await withReportedStore(options.databaseUrl, async ({ database, at }) => {
        const frame = {
          reportingCurrency: at.policy.reportingCurrency,
          isWanted: askedSegments(options, at.policy),
        };
        const ahead = await new SignedAhead(new PostgresSignedBooks(database, at), at.policy).months(months);
        assertFound(aheadRows(ahead, frame), options);
        return (options.json === true ? aheadDocument : aheadText)(ahead, frame);
      });
      process.stdout.write(`${text}\n`);
    });
