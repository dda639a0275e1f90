import { parseCivilDate } from '@app/domain';
import { PostgresRefusedEvents } from '@app/persistence';
import { REFUSAL_CODES } from '@app/wire';
import { Command, Option } from 'commander';
import { printListing } from '../list/print-listing.ts';
import { instantFrom } from '../options/arguments.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { refusedListing } from './refused-listing.ts';

type Options = ListOptions & StoreOptions & Readonly<{ code?: string; origin?: string; since?: string }>;

/** A day begins at midnight UTC. */
const sinceFromArgument = (given: string): Date =>
  instantFrom('--since', parseCivilDate(given) === null ? given : `${given}T00:00:00Z`);

export const refusedCommand = (): Command =>
  addListOptions(
    new Command('refused')
      .description('list the refused events (the table also names contracts that are set aside)')
      .addOption(new Option('--code <code>', 'only those with this code').choices(REFUSAL_CODES))
      .option('--origin <name>', 'only those of this topic, or of a file of this name')
      .option('--since <time>', 'only those refused since this day or instant, in UTC'),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async ({ code, origin, since, ...options }: Options) => {
      const form = listForm(options);
      const asked = {
        code: code ?? null,
        origin: origin ?? null,
        since: since === undefined ? null : sinceFromArgument(since),
      };
      await printListing(options, form, async ({ database }) => {
        const refused = new PostgresRefusedEvents(database);
        return refusedListing(await refused.list(asked), await refused.setAside());
      });
    });
