import { PostgresRestatementStore } from '@app/persistence';
import { restate, type RestateOutcome } from '@app/processing';
import { Command } from 'commander';
import { databaseOption, upToDate, withGivenDatabase } from '../given-database.ts';
import { policyFrom } from '../files/read-inputs.ts';
import { progressOn } from '../progress.ts';
import { today } from '../today.ts';
import { topicOption } from '../topic-option.ts';
import { restatementJson, restatementTable } from './restatement-table.ts';

type Options = Readonly<{
  policy?: string;
  dryRun?: boolean;
  publish: boolean;
  json?: boolean;
  databaseUrl: string;
  snapshotsTopic: string;
  contractsTopic: string;
}>;

const run = async (options: Options): Promise<RestateOutcome> => {
  const policy = options.policy === undefined ? null : await policyFrom(options.policy);
  const isDryRun = options.dryRun === true;
  const isPublished = options.publish && !isDryRun;
  const progress = progressOn(process.stderr);
  return withGivenDatabase(options.databaseUrl, async (database) => {
    await upToDate(database);
    const now = (): Date => new Date();
    const store = new PostgresRestatementStore(database, {
      contractsTopic: isPublished ? options.contractsTopic : null,
      now,
    });
    return restate(store, {
      policy,
      isDryRun,
      topic: isPublished ? options.snapshotsTopic : null,
      now,
      today,
      onProgress: (text) => progress.show(text),
    });
  });
};

export const restateCommand = (): Command =>
  new Command('restate')
    .description(
      'value the whole history anew, by another policy or by a new calculation, in one transaction, while processors wait',
    )
    .option('--policy <file>', 'the new policy; by default the store keeps its own')
    .option('--dry-run', 'show old and new figures and leave everything as it is')
    .option('--no-publish', 'leave the outbox alone: nothing of it goes to the topics')
    .option('--json', 'the same as data')
    .addOption(databaseOption())
    .addOption(topicOption('snapshots-topic', 'SNAPSHOTS_TOPIC', 'acv.snapshots.v1'))
    .addOption(topicOption('contracts-topic', 'CONTRACTS_TOPIC', 'acv.contracts.v1'))
    .action(async (options: Options) => {
      const outcome = await run(options);
      const isDryRun = options.dryRun === true;
      process.stdout.write(
        `${options.json === true ? restatementJson(outcome, isDryRun) : restatementTable(outcome, isDryRun)}\n`,
      );
    });
