import { readPolicyFile, todayIn } from '@app/host';
import { SystemClock } from '@app/platform';
import { PostgresRestatementStore } from '@app/persistence';
import { restate, type RestateOutcome } from '@app/processing';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { digitsGiven, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import {
  contractsTopicOption,
  publishedTopics,
  type PublishOptions,
  snapshotsTopicOption,
} from '../options/topic-options.ts';
import { progressLineOn } from '../progress-line.ts';
import { stepText } from '../replay/step-text.ts';
import { withUpToDateStore } from '../store/existing-store.ts';
import { restatementJson, restatementTable } from './restatement-table.ts';

type Options = DigitsOptions & JsonOptions & StoreOptions & PublishOptions & Readonly<{ policy?: string }>;

const run = async (options: Options): Promise<RestateOutcome> => {
  const policy = options.policy === undefined ? null : await readPolicyFile('--policy', options.policy);
  const isDryRun = options.dryRun === true;
  const { contractsTopic, snapshotsTopic } = publishedTopics(options);
  const clock = new SystemClock();
  const now = (): Date => clock.now();
  const progressLine = progressLineOn(process.stderr);
  return withUpToDateStore(options, (database) =>
    restate(new PostgresRestatementStore(database, { contractsTopic, now }), {
      policy,
      isDryRun,
      topic: snapshotsTopic,
      now,
      today: (timezone) => todayIn(timezone, clock),
      onStep: (step) => progressLine.show(stepText(step)),
    }),
  );
};

export const restateCommand = (): Command =>
  new Command('restate')
    .description(
      'value the whole history again, by another policy or a newer calculation; running processors wait until it is done',
    )
    .option('--policy <file>', "the new policy (default: the store's own)")
    .option('--dry-run', 'show the old and the new figures, and change nothing')
    .option('--no-publish', 'do not publish the restated snapshots and contracts')
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .addOption(snapshotsTopicOption())
    .addOption(contractsTopicOption())
    .action(async (options: Options) => {
      const isDryRun = options.dryRun === true;
      const places = digitsGiven(options);
      const outcome = await run(options);
      process.stdout.write(
        `${options.json === true ? restatementJson(outcome, isDryRun) : restatementTable(outcome, { isDryRun, places })}\n`,
      );
    });
