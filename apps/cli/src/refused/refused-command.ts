import { UsageError } from '@app/host';
import { PostgresRefusedEvents } from '@app/persistence';
import { REFUSAL_CODES } from '@app/wire';
import { Command, Option } from 'commander';
import { printListing } from '../list/print-listing.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { refusedListing } from './refused-listing.ts';

type Options = ListOptions & StoreOptions & Readonly<{ code?: string; origin?: string; since?: string }>;

/** A day, which begins at midnight UTC, or an instant. */
const SINCE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z)?$/;

const instant = (text: string): Date => {
  const since = new Date(text);
  if (!SINCE.test(text) || Number.isNaN(since.getTime())) {
    throw new UsageError(`--since: ${text} is not a day (2025-12-31) or an instant in UTC (2025-12-31T09:30:00Z)`);
  }
  return since;
};

export const refusedCommand = (): Command =>
  addListOptions(
    new Command('refused')
      .description('list the refused events, and the contracts that are set aside')
      .addOption(new Option('--code <code>', 'only those with this code').choices(REFUSAL_CODES))
      .option('--origin <name>', 'only those of this topic, or of a file of this name')
      .option('--since <time>', 'only those refused since this day or instant, in UTC'),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async ({ code, origin, since, ...options }: Options) => {
      const form = listForm(options);
      const asked = { code: code ?? null, origin: origin ?? null, since: since === undefined ? null : instant(since) };
      await printListing(options, form, async ({ database }) => {
        const refused = new PostgresRefusedEvents(database);
        return refusedListing(await refused.list(asked), await refused.setAside());
      });
    });
