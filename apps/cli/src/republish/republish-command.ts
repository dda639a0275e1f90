import { republish } from '@app/persistence';
import { Command } from 'commander';
import { databaseOption, upToDate, withGivenDatabase } from '../given-database.ts';
import { topicOption } from '../topic-option.ts';

type Options = Readonly<{ databaseUrl: string; snapshotsTopic: string; contractsTopic: string }>;

const count = (number: number): string => number.toLocaleString('en-US');

export const republishCommand = (): Command =>
  new Command('republish')
    .description('put the current state of every key into the outbox again; a processor or snapshotter publishes it')
    .addOption(databaseOption())
    .addOption(topicOption('snapshots-topic', 'SNAPSHOTS_TOPIC', 'acv.snapshots.v1'))
    .addOption(topicOption('contracts-topic', 'CONTRACTS_TOPIC', 'acv.contracts.v1'))
    .action(async ({ databaseUrl, snapshotsTopic, contractsTopic }: Options) => {
      const { contracts, snapshots } = await withGivenDatabase(databaseUrl, async (database) => {
        await upToDate(database);
        return republish(database, { snapshotsTopic, contractsTopic, now: () => new Date() });
      });
      process.stderr.write(`${count(contracts)} contracts and ${count(snapshots)} snapshots wait to be published\n`);
    });
