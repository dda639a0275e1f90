import { PostgresListBooks } from '@app/persistence';
import { CUSTOMER_ORDERS, type CustomerOrder, ListCustomers } from '@app/processing';
import { Command, Option } from 'commander';
import { printListing } from '../list/print-listing.ts';
import { dateFromArgument } from '../options/arguments.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { customersListing } from './customers-listing.ts';

type Options = ListOptions & StoreOptions & Readonly<{ on?: string; sort: CustomerOrder }>;

export const customersCommand = (): Command =>
  addListOptions(
    new Command('customers')
      .description('list the customers that have an active contract on a day')
      .option('--on <date>', 'the day (default: the last day of which snapshots were taken)')
      .addOption(new Option('--sort <column>', 'the order of the rows').choices(CUSTOMER_ORDERS).default('arr')),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const form = listForm(options);
      const on = options.on === undefined ? null : dateFromArgument('--on', options.on);
      await printListing(options, form, async ({ database, at }) =>
        customersListing(
          await new ListCustomers(new PostgresListBooks(database, at), at.policy).on(on, options.sort),
          at.policy.reportingCurrency,
        ),
      );
    });
