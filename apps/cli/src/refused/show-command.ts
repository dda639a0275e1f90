import { UsageError } from '@app/host';
import { PostgresRefusedEvents } from '@app/persistence';
import { refusedRecord } from '@app/processing';
import { Command } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { printReport } from '../store/existing-store.ts';
import { refusedIdFrom } from './refused-options.ts';
import { refusedText } from './refused-text.ts';

export const showCommand = (): Command =>
  new Command('show')
    .description('show a refused event as it came, why it was refused, and what was done with it')
    .argument('<id>', 'its number, as acv refused lists it')
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (given: string, { json, ...options }: JsonOptions & StoreOptions) => {
      const id = refusedIdFrom(given);
      await printReport(options, async ({ database }) => {
        const stored = await new PostgresRefusedEvents(database).record(id);
        if (stored === null) throw new UsageError(`there is no refused event ${id}: acv refused lists them`);
        const record = refusedRecord(stored);
        return json === true ? JSON.stringify(record) : refusedText(record);
      });
    });
