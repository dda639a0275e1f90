import { countInWords, plain } from '@app/domain';
import { readRatesFile, UsageError } from '@app/host';
import { PostgresBooks, PostgresRateStore } from '@app/persistence';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { count } from '../readable.ts';
import { withUpToDateStore } from '../store/existing-store.ts';
import { table } from '../table.ts';

const loadCommand = (): Command =>
  new Command('load')
    .description('store the rates of a file; the next take measures again whatever they change')
    .argument('<file>', 'exchange rates as CSV: currency,date,rate')
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (file: string, options: StoreOptions) => {
      const rates = await readRatesFile('rates load', file);
      const { added, changed } = await withUpToDateStore(options, (database) =>
        new PostgresBooks(database).storeRates(rates),
      );
      const unchanged = rates.length - added - changed;
      process.stderr.write(
        `${countInWords(rates.length, 'rate')}: ${count(added)} new, ${count(changed)} changed, ${count(unchanged)} unchanged\n`,
      );
    });

type ListOptions = JsonOptions & StoreOptions & Readonly<{ currency?: string }>;

const listCommand = (): Command =>
  new Command('list')
    .description('show the stored rates, by currency and date')
    .option('--currency <code>', 'only the rates of this currency')
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async ({ currency, json, ...options }: ListOptions) => {
      const stored = await withUpToDateStore(options, (database) => new PostgresRateStore(database).list());
      const shown = stored
        .filter((rate) => currency === undefined || rate.currency === currency)
        .map((rate) => ({ ...rate, rate: plain(rate.rate) }));
      if (currency !== undefined && shown.length === 0)
        throw new UsageError(`--currency: no rate of ${currency} is stored`);
      const rows = shown.map((rate) => [rate.currency, rate.date, rate.rate]);
      process.stdout.write(`${json === true ? JSON.stringify(shown) : table(['currency', 'date', 'rate'], rows)}\n`);
    });

export const ratesCommand = (): Command =>
  new Command('rates')
    .description('load and show exchange rates to the reporting currency')
    .addCommand(loadCommand())
    .addCommand(listCommand());
