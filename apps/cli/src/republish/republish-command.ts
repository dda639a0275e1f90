import { countInWords } from '@app/domain';
import { PostgresOperationStore, PostgresRepublisher } from '@app/persistence';
import { RepublishTopics } from '@app/processing';
import { Command } from 'commander';
import { orUsageError } from '../options/or-usage-error.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { contractsTopicOption, snapshotsTopicOption, type TopicOptions } from '../options/topic-options.ts';
import { whoRuns } from '../options/who-runs.ts';
import { withExistingStore } from '../store/existing-store.ts';

type Options = StoreOptions & TopicOptions & Readonly<{ topic?: string; dryRun?: true }>;

export const republishCommand = (): Command =>
  new Command('republish')
    .description('put the current state of every key into the outbox again, to be published by a running service')
    .option('--topic <topic>', 'only this one of the two topics')
    .option('--dry-run', 'say how many records there are, and change nothing')
    .addOption(booksOption())
    .addOption(databaseOption())
    .addOption(snapshotsTopicOption())
    .addOption(contractsTopicOption())
    .action(async ({ topic, dryRun, snapshotsTopic, contractsTopic, ...options }: Options) => {
      const { contracts, snapshots } = await withExistingStore(options, ({ database, at }) => {
        const operations = new PostgresOperationStore(database, at.policyId);
        const publisher = new PostgresRepublisher(database, () => new Date());
        const topics = { snapshotsTopic, contractsTopic };
        const by = { who: whoRuns(), key: null, dryRun: dryRun === true };
        return orUsageError(new RepublishTopics(operations, publisher, topics).run(by, topic ?? null));
      });
      const records = `${countInWords(contracts, 'contract')} and ${countInWords(snapshots, 'snapshot')}`;
      process.stderr.write(
        dryRun === true
          ? `Dry run, nothing is changed: ${records} would be published again\n`
          : `${records} are in the outbox, waiting to be published\n`,
      );
    });
