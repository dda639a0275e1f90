import { countInWords } from '@app/domain';
import { republish } from '@app/persistence';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { contractsTopicOption, snapshotsTopicOption, type TopicOptions } from '../options/topic-options.ts';
import { withUpToDateStore } from '../store/existing-store.ts';

export const republishCommand = (): Command =>
  new Command('republish')
    .description('put the current state of every key into the outbox again, to be published by a running service')
    .addOption(booksOption())
    .addOption(databaseOption())
    .addOption(snapshotsTopicOption())
    .addOption(contractsTopicOption())
    .action(async ({ snapshotsTopic, contractsTopic, ...options }: StoreOptions & TopicOptions) => {
      const { contracts, snapshots } = await withUpToDateStore(options, (database) =>
        republish(database, { snapshotsTopic, contractsTopic, now: () => new Date() }),
      );
      process.stderr.write(
        `${countInWords(contracts, 'contract')} and ${countInWords(snapshots, 'snapshot')} are in the outbox, waiting to be published\n`,
      );
    });
