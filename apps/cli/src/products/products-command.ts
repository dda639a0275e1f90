import { PostgresProductBooks } from '@app/persistence';
import { ArrByProduct } from '@app/processing';
import { Command } from 'commander';
import { dateFromArgument } from '../files/read-inputs.ts';
import { databaseOption } from '../given-database.ts';
import { withReportedStore } from '../reports/with-reported-store.ts';
import { productsDocument, productsText } from './products-report.ts';

type Options = Readonly<{ on?: string; databaseUrl: string; json?: boolean }>;

export const productsCommand = (): Command =>
  new Command('products')
    .description('show the ARR and the customers of each product on a day')
    .option('--on <date>', 'the day (default: the last day of which snapshots were taken)')
    .option('--json', 'print JSON, with every digit')
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const on = options.on === undefined ? null : dateFromArgument('--on', options.on);
      const text = await withReportedStore(options.databaseUrl, async ({ database, at }) => {
        const products = await new ArrByProduct(new PostgresProductBooks(database, at), at.policy).on(on);
        return (options.json === true ? productsDocument : productsText)(products, at.policy.reportingCurrency);
      });
      process.stdout.write(`${text}\n`);
    });
