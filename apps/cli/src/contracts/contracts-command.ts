import { PostgresListBooks } from '@app/persistence';
import { CONTRACT_ORDERS, type ContractOrder, ListContracts } from '@app/processing';
import { Command, Option } from 'commander';
import { printListing } from '../list/print-listing.ts';
import { dateFromArgument } from '../options/arguments.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { contractsListing } from './contracts-listing.ts';

type Options = ListOptions &
  StoreOptions &
  Readonly<{ customer?: string; on?: string; query?: string; sort: ContractOrder }>;

export const contractsCommand = (): Command =>
  addListOptions(
    new Command('contracts')
      .description('list the contracts that are active on a day')
      .option('--customer <id>', 'only the contracts of this customer')
      .option('--on <date>', 'the day (default: the last day of which snapshots were taken)')
      .option('--query <text>', 'only contracts with this text in an id or an attribute')
      .addOption(new Option('--sort <column>', 'the order of the rows').choices(CONTRACT_ORDERS).default('arr')),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const form = listForm(options);
      const asked = {
        on: options.on === undefined ? null : dateFromArgument('--on', options.on),
        customer: options.customer ?? null,
        query: options.query ?? null,
        order: options.sort,
      };
      await printListing(options, form, async ({ database, at }) =>
        contractsListing(
          await new ListContracts(new PostgresListBooks(database, at), at.policy).of(asked),
          at.policy.reportingCurrency,
        ),
      );
    });
