import { PostgresListBooks, PostgresMissingRates } from '@app/persistence';
import { largestCustomers, ListCustomers } from '@app/processing';
import { Command } from 'commander';
import { printListing } from '../list/print-listing.ts';
import { dateFromArgument } from '../options/arguments.ts';
import { digitsOption, type DigitsOptions, placesFrom } from '../options/digits-option.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { topListing } from './top-listing.ts';

type Options = ListOptions & DigitsOptions & StoreOptions & Readonly<{ on?: string }>;

const TABLE_ROWS = 10;

export const topCommand = (): Command =>
  addListOptions(
    new Command('top')
      .description('list the largest customers, with the share of the ARR that each has, and all together')
      .option('--on <date>', 'the day (default: the last day of which snapshots were taken)'),
    TABLE_ROWS,
  )
    .addOption(digitsOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const form = listForm(options, TABLE_ROWS);
      const places = placesFrom(options);
      const on = options.on === undefined ? null : dateFromArgument('--on', options.on);
      await printListing(options, form, async ({ database, at: { policy }, at }) => {
        const list = new ListCustomers(new PostgresListBooks(database, at), policy);
        const largest = await largestCustomers(list, on);
        const missing = await new PostgresMissingRates(database, policy).onDay(largest.day, [largest.day]);
        const { reportingCurrency } = policy;
        return topListing(largest, { reportingCurrency, missing, places, shown: form.limit ?? largest.rows.length });
      });
    });
