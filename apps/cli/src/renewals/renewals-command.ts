import { lastTakenDay, PostgresMissingRates, PostgresSignedBooks } from '@app/persistence';
import { addDays, ALL } from '@app/domain';
import { Renewals } from '@app/processing';
import { Command } from 'commander';
import { monthFromArgument } from '../options/arguments.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { digitsOption, type DigitsOptions, placesFrom } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import {
  assertFound,
  dimensionOption,
  isAskedFor,
  segmentOption,
  type SegmentOptions,
} from '../options/segment-options.ts';
import { printReport } from '../store/existing-store.ts';
import { renewalsDocument, renewalsText } from './renewals-report.ts';

type Options = SegmentOptions & DigitsOptions & JsonOptions & StoreOptions & Readonly<{ month: string }>;

export const renewalsCommand = (): Command =>
  new Command('renewals')
    .description('show the contracts whose term ended in a past month, and how many were renewed')
    .requiredOption('--month <label>', 'a month that is over, such as 2025-12')
    .addOption(dimensionOption('each segment'))
    .addOption(segmentOption())
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const month = monthFromArgument('--month', options.month);
      const places = placesFrom(options);
      await printReport(options, async ({ database, at }) => {
        const isWanted = isAskedFor(options, at.policy);
        const all = await new Renewals(new PostgresSignedBooks(database, at), at.policy).in(month);
        const rows = all.filter(isWanted);
        assertFound(rows, options);
        const { reportingCurrency } = at.policy;
        const frame = { month: month.label, dimension: options.dimension ?? ALL, reportingCurrency };
        if (options.json === true) return renewalsDocument(rows, frame);
        const last = addDays(month.end, -1);
        const asOf = (await lastTakenDay(database)) ?? last;
        const missing = await new PostgresMissingRates(database, at.policy).onDay(last, [last, asOf]);
        return renewalsText(rows, { ...frame, missing, places });
      });
    });
