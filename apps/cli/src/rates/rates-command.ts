import { plain } from '@app/domain';
import { PostgresBooks, PostgresRateStore } from '@app/persistence';
import { Command, Option } from 'commander';
import { databaseOption, upToDate, withGivenDatabase } from '../given-database.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';
import { givenRates } from './given-rates.ts';

type ListOptions = Readonly<{ databaseUrl: string; currency?: string; json?: boolean }>;

const count = (number: number): string => number.toLocaleString('en-US');

const loadCommand = (): Command =>
  new Command('load')
    .description('make the rates of a file known; what they touch is measured again with the next take')
    .argument('<file>', 'exchange rates: currency,date,rate')
    .addOption(databaseOption())
    .action(async (file: string, { databaseUrl }: Readonly<{ databaseUrl: string }>) => {
      const rates = await givenRates(file);
      const { added, changed } = await withGivenDatabase(databaseUrl, async (database) => {
        await upToDate(database);
        return new PostgresBooks(database).storeRates(rates);
      });
      const known = rates.length - added - changed;
      process.stderr.write(
        `${count(rates.length)} rates: ${count(added)} new, ${count(changed)} changed, ${count(known)} as they were\n`,
      );
    });

const listCommand = (): Command =>
  new Command('list')
    .description('the rates that are known, by currency and date')
    .option('--currency <code>', 'of this currency alone')
    .addOption(new Option('--json', 'JSON on standard output instead of a table'))
    .addOption(databaseOption())
    .action(async ({ databaseUrl, currency, json }: ListOptions) => {
      const known = await withGivenDatabase(databaseUrl, async (database) => {
        await upToDate(database);
        return new PostgresRateStore(database).list();
      });
      const shown = known
        .filter((rate) => currency === undefined || rate.currency === currency)
        .map((rate) => ({ ...rate, rate: plain(rate.rate) }));
      if (currency !== undefined && shown.length === 0)
        throw new UsageError(`--currency: no rate of ${currency} is known`);
      const rows = shown.map((rate) => [rate.currency, rate.date, rate.rate]);
      process.stdout.write(`${json === true ? JSON.stringify(shown) : table(['currency', 'date', 'rate'], rows)}\n`);
    });

export const ratesCommand = (): Command =>
  new Command('rates')
    .description('exchange rates to the reporting currency')
    .addCommand(loadCommand())
    .addCommand(listCommand());
