import { PostgresMissingRates, PostgresProductBooks } from '@app/persistence';
import { ArrByProduct } from '@app/processing';
import { Command } from 'commander';
import { dateFromArgument } from '../options/arguments.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { digitsFrom, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { printReport } from '../store/existing-store.ts';
import { productsDocument, productsText } from './products-report.ts';

type Options = DigitsOptions & JsonOptions & StoreOptions & Readonly<{ on?: string }>;

export const productsCommand = (): Command =>
  new Command('products')
    .description('show the ARR and the number of customers of each product on a day')
    .option('--on <date>', 'the day (default: the last day of which snapshots were taken)')
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const on = options.on === undefined ? null : dateFromArgument('--on', options.on);
      const places = digitsFrom(options);
      await printReport(options, async ({ database, at }) => {
        const products = await new ArrByProduct(new PostgresProductBooks(database, at), at.policy).on(on);
        const { reportingCurrency } = at.policy;
        if (options.json === true) return productsDocument(products, reportingCurrency);
        const { day } = products;
        const missing = await new PostgresMissingRates(database, at.policy).onDay(day, [day]);
        return productsText(products, reportingCurrency, { missing, places });
      });
    });
