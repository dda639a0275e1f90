import { UsageError } from '@app/host';
import { PostgresExplanationSource } from '@app/persistence';
import { periodLabelled } from '@app/domain';
import { ListMovers } from '@app/processing';
import { Command } from 'commander';
import { printListing } from '../list/print-listing.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { grainAsked } from '../options/period-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { moversListing } from './movers-listing.ts';

type Options = ListOptions & StoreOptions & Readonly<{ period: string }>;

export const moversCommand = (): Command =>
  addListOptions(
    new Command('movers')
      .description('list every customer that moved the ARR in a period')
      .requiredOption('--period <label>', 'the period: 2025-03, 2025-Q1 or 2025'),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const { period } = options;
      const form = listForm(options);
      const grain = grainAsked(period, undefined);
      await printListing(options, form, async ({ database, at: { policy } }) => {
        const source = new PostgresExplanationSource(database, policy);
        const movers = await new ListMovers(source).of(periodLabelled(grain, period, policy.fiscalYearStartMonth));
        if (movers === null) throw new UsageError(`--period: there is no snapshot of ${period}`);
        return moversListing(movers, { period, reportingCurrency: policy.reportingCurrency });
      });
    });
