import { Command } from 'commander';
import { digitsOption, type DigitsOptions, placesFrom } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { printReport } from '../store/existing-store.ts';
import { statusJson } from './status-json.ts';
import { statusOf } from './status-of.ts';
import { statusText } from './status-text.ts';

type Options = DigitsOptions & JsonOptions & StoreOptions;

export const statusCommand = (): Command =>
  new Command('status')
    .description('show the ACV of today on one screen, and how fresh and how complete the figures are')
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const places = placesFrom(options);
      await printReport(options, async (store) => {
        const status = await statusOf(store).now();
        return options.json === true ? statusJson(status, store.at.policyId) : statusText(status, places);
      });
    });
