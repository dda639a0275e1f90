import { PostgresHistoryStore } from '@app/persistence';
import { SnapshotHistory } from '@app/processing';
import { Command } from 'commander';
import { databaseOption } from '../given-database.ts';
import { withKnownStore } from '../known-store.ts';
import { type HistoryOptions, historyQuestion } from './history-arguments.ts';
import { historyJson } from './history-json.ts';
import { historyText } from './history-text.ts';

type Options = HistoryOptions & Readonly<{ databaseUrl: string; json?: boolean }>;

export const historyCommand = (): Command =>
  new Command('history')
    .description('what was reported of a period, when, and why it changed')
    .requiredOption('--period <label>', '2025-03, 2025-Q1 or 2025')
    .option('--grain <grain>', 'month, quarter or year (default: as the label tells)')
    .option('--dimension <name>', 'a dimension, with --segment')
    .option('--segment <name>', 'a segment of it')
    .option('--known-at <time>', 'what was known at the end of this day, or at this instant, beside what is known now')
    .option('--json', 'JSON on standard output, with every figure')
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const text = await withKnownStore(options.databaseUrl, async ({ database, at: { policy, policyId } }) => {
        const question = historyQuestion(options, policy);
        const store = new PostgresHistoryStore(database, policyId);
        const history = await new SnapshotHistory(store, policy).history(question);
        return (options.json === true ? historyJson : historyText)(options, question, history);
      });
      process.stdout.write(`${text}\n`);
    });
