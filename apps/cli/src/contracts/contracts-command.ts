import { customerIdsLike, type Database, PostgresListBooks } from '@app/persistence';
import { CONTRACT_ORDERS, type ContractOrder, ListContracts } from '@app/processing';
import { Command, Option } from 'commander';
import type { Listing } from '../list/listing.ts';
import { printListing } from '../list/print-listing.ts';
import { dateFromArgument } from '../options/arguments.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { nearIds } from '../options/near-names.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { wrapped } from '../readable.ts';
import { contractsListing } from './contracts-listing.ts';

type Options = ListOptions &
  StoreOptions &
  Readonly<{ customer?: string; on?: string; query?: string; sort: ContractOrder }>;

/** A customer without contracts in the list may be misspelt. */
const withNearCustomers = async <R>(
  listing: Listing<R>,
  { database, customer }: Readonly<{ database: Database; customer: string | null }>,
): Promise<Listing<R>> => {
  if (customer === null || listing.rows.length > 0) return listing;
  const ids = await customerIdsLike(database, customer);
  if (ids.includes(customer)) return listing;
  return { ...listing, above: [wrapped(`There is no customer ${customer}${nearIds(customer, ids)}`)] };
};

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
        withNearCustomers(
          contractsListing(
            await new ListContracts(new PostgresListBooks(database, at), at.policy).of(asked),
            at.policy.reportingCurrency,
          ),
          { database, customer: asked.customer },
        ),
      );
    });
