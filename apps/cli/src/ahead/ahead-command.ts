import { PostgresMissingRates, PostgresSignedBooks } from '@app/persistence';
import { SignedAhead } from '@app/processing';
import { Command } from 'commander';
import { monthsFromArgument } from '../options/arguments.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { digitsFrom, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import {
  assertFound,
  dimensionOption,
  isAskedFor,
  segmentOption,
  type SegmentOptions,
} from '../options/segment-options.ts';
import { printReport } from '../store/existing-store.ts';
import { aheadDocument, aheadRows, aheadText } from './ahead-report.ts';

type Options = SegmentOptions & DigitsOptions & JsonOptions & StoreOptions & Readonly<{ months: string }>;

export const aheadCommand = (): Command =>
  new Command('ahead')
    .description('show the ARR that is signed for the coming months, and the contracts whose term ends in them')
    .option('--months <count>', 'the number of months, starting with the next one', '12')
    .addOption(dimensionOption('each segment'))
    .addOption(segmentOption())
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const months = monthsFromArgument('--months', options.months);
      const places = digitsFrom(options);
      await printReport(options, async ({ database, at }) => {
        const frame = { reportingCurrency: at.policy.reportingCurrency, isWanted: isAskedFor(options, at.policy) };
        const ahead = await new SignedAhead(new PostgresSignedBooks(database, at), at.policy).months(months);
        assertFound(aheadRows(ahead, frame), options);
        if (options.json === true) return aheadDocument(ahead, frame);
        const missing = await new PostgresMissingRates(database, at.policy).onDay(ahead.asOf, [ahead.asOf]);
        return aheadText(ahead, frame, { missing, places });
      });
    });
