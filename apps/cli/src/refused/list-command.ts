import { PostgresRefusedEvents } from '@app/persistence';
import { REFUSED_STATES, type RefusedState } from '@app/wire/answers';
import { Command, Option } from 'commander';
import { printListing } from '../list/print-listing.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { refusedListing } from './refused-listing.ts';
import { addRefusedOptions, askedIn, type RefusedOptions } from './refused-options.ts';

type Options = ListOptions & StoreOptions & RefusedOptions & Readonly<{ state?: RefusedState }>;

export const listCommand = (): Command =>
  addListOptions(
    addRefusedOptions(
      new Command('list').description(
        'list the refused events and what became of them (the table also names contracts that are set aside)',
      ),
    ).addOption(new Option('--state <state>', 'only those in this state').choices(REFUSED_STATES)),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const form = listForm(options);
      const asked = { ...askedIn(options), state: options.state ?? null };
      await printListing(options, form, async ({ database }) => {
        const refused = new PostgresRefusedEvents(database);
        return refusedListing(await refused.list(asked), await refused.setAside());
      });
    });
