import { UsageError } from '@app/host';
import { PostgresMarkStore } from '@app/persistence';
import { SystemClock } from '@app/platform';
import { makeMark, MarkRefusedError } from '@app/processing';
import { Command } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { knownAtFromArgument } from '../options/known-at-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { whoRuns } from '../options/who-runs.ts';
import { type ExistingStore, printReport } from '../store/existing-store.ts';
import { type MarkOptions, newMarkName } from './mark-arguments.ts';
import { madeText, markJson, marksText } from './mark-text.ts';

type Options = MarkOptions & JsonOptions & StoreOptions;

const listed = async ({ database }: ExistingStore, { json }: Options): Promise<string> => {
  const marks = await new PostgresMarkStore(database).list();
  return json === true ? JSON.stringify(marks.map(markJson)) : marksText(marks);
};

const made = async ({ database, at }: ExistingStore, name: string, { json, knownAt }: Options): Promise<string> => {
  const question = {
    name,
    knownAt: knownAt === undefined ? null : knownAtFromArgument(knownAt, at.policy),
    madeAt: new SystemClock().now(),
    madeBy: whoRuns(),
  };
  try {
    const mark = await makeMark(new PostgresMarkStore(database), question);
    return json === true ? JSON.stringify(markJson(mark)) : madeText(mark);
  } catch (error) {
    throw error instanceof MarkRefusedError ? new UsageError(error.message) : error;
  }
};

export const markCommand = (): Command =>
  new Command('mark')
    .description('name what is known now, so that acv history --mark can compare with it later')
    .argument('[name]', 'the name, such as board-2025-11; a mark is never moved')
    .option('--known-at <time>', 'what was known at the end of this day, or at this instant (default: now)')
    .option('--list', 'show the marks, in the order in which they were made')
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (given: string | undefined, options: Options) => {
      const name = newMarkName(given, options);
      await printReport(options, (store) => (name === null ? listed(store, options) : made(store, name, options)));
    });
