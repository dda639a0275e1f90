import { PostgresAuditTrail } from '@app/persistence';
import { Command } from 'commander';
import { printListing } from '../list/print-listing.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { auditListing } from './audit-listing.ts';

const listCommand = (): Command =>
  addListOptions(
    new Command('list').description('list who did what with refused events and topics, and what came of it'),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: ListOptions & StoreOptions) => {
      await printListing(options, listForm(options), async ({ database }) =>
        auditListing(await new PostgresAuditTrail(database).list()),
      );
    });

export const auditCommand = (): Command =>
  new Command('audit')
    .description('list the operations on the store, by command and over the API')
    .addCommand(listCommand(), { isDefault: true });
