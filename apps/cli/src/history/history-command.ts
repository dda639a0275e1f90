import { PostgresHistoryStore, PostgresMarkStore, PostgresMissingRates } from '@app/persistence';
import { SnapshotHistory } from '@app/processing';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { digitsGiven, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { grainOption } from '../options/period-options.ts';
import { dimensionOption, segmentOption } from '../options/segment-options.ts';
import { printReport } from '../store/existing-store.ts';
import { type HistoryOptions, historyQuestion } from './history-arguments.ts';
import { historyJson } from './history-json.ts';
import { historyText } from './history-text.ts';

type Options = HistoryOptions & DigitsOptions & JsonOptions & StoreOptions;

export const historyCommand = (): Command =>
  new Command('history')
    .description('show every figure that was reported for a period, when, and why it changed')
    .requiredOption('--period <label>', 'the period: 2025-03, 2025-Q1 or 2025')
    .addOption(grainOption())
    .addOption(dimensionOption('with --segment: a segment'))
    .addOption(segmentOption())
    .option('--known-at <time>', 'compare what was known at the end of this day, or at this instant, with today')
    .option('--mark <name>', 'compare what this mark names (acv mark) with today')
    .option('--as-of <date>', 'compare what was last reported as of this day, or an earlier one, with today')
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const places = digitsGiven(options);
      await printReport(options, async ({ database, at: { policy, policyId } }) => {
        const question = historyQuestion(options, {
          policy,
          marks: options.mark === undefined ? [] : await new PostgresMarkStore(database).list(),
        });
        const store = new PostgresHistoryStore(database, policyId);
        const history = await new SnapshotHistory(store, policy).history(question);
        if (options.json === true) return historyJson(options, question, history);
        const { grain, label } = question.period;
        const missing = await new PostgresMissingRates(database, policy).inPeriods();
        return historyText(options, question, {
          ...history,
          missing: missing.filter((each) => each.grain === grain && each.period === label),
          places,
        });
      });
    });
