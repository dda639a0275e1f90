import { asJson } from '@app/processing';
import { Command } from 'commander';
import { explainedChange } from '../explain/explained-change.ts';
import { addChangeOptions, type ChangeOptions, changeQuestion } from '../options/change-options.ts';
import { digitsFrom, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { printReport } from '../store/existing-store.ts';
import { bridgeText } from './bridge-text.ts';

type Options = ChangeOptions & DigitsOptions & JsonOptions & StoreOptions;

export const bridgeCommand = (): Command =>
  addChangeOptions(
    new Command('bridge').description('draw how the ACV per customer and the ARR became what they are, as bars'),
  )
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const asked = changeQuestion(options, 'bridge');
      const places = digitsFrom(options);
      await printReport(options, async (store) => {
        const change = await explainedChange(store, asked);
        return options.json === true ? asJson(change.explanation) : bridgeText(change, places);
      });
    });
