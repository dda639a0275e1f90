import { readAdapterFile, todayIn, UsageError } from '@app/host';
import { PostgresRetranslationStore } from '@app/persistence';
import { SystemClock } from '@app/platform';
import { type GivenAdapter, NoSuchPayloadsError, retranslate, type RetranslateOutcome } from '@app/processing';
import { type FormatName, FORMATS } from '@app/wire';
import { Command, Option } from 'commander';
import { digitsGiven, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import {
  contractsTopicOption,
  publishedTopics,
  type PublishOptions,
  snapshotsTopicOption,
} from '../options/topic-options.ts';
import { progressLineOn } from '../progress-line.ts';
import { stepText } from '../replay/step-text.ts';
import { withExistingStore } from '../store/existing-store.ts';
import { whoRuns } from '../options/who-runs.ts';
import { retranslationJson, retranslationText } from './retranslation-text.ts';

type Options = DigitsOptions &
  JsonOptions &
  StoreOptions &
  PublishOptions &
  Readonly<{
    format?: FormatName;
    adapter?: string;
    from?: readonly string[];
    withdrawRefused?: true;
  }>;

const givenIn = async ({ format, adapter, from }: Options): Promise<GivenAdapter | null> => {
  if (format === undefined && adapter === undefined && from === undefined) return null;
  if (format === undefined || adapter === undefined) {
    throw new UsageError('--format and --adapter go together: the adapter reads the payloads of that system anew');
  }
  return { format, adapter: await readAdapterFile('--adapter', adapter), origins: from ?? null };
};

const run = async (options: Options): Promise<RetranslateOutcome> => {
  const given = await givenIn(options);
  const isDryRun = options.dryRun === true;
  const { contractsTopic, snapshotsTopic } = publishedTopics(options);
  const clock = new SystemClock();
  const now = (): Date => clock.now();
  const progressLine = progressLineOn(process.stderr);
  return withExistingStore(options, async ({ database }) => {
    try {
      return await retranslate(new PostgresRetranslationStore(database, { contractsTopic, now }), {
        given,
        isDryRun,
        withdrawsRefused: options.withdrawRefused === true,
        by: whoRuns(),
        topic: snapshotsTopic,
        now,
        today: (timezone) => todayIn(timezone, clock),
        onStep: (step) => progressLine.show(stepText(step)),
      });
    } catch (error) {
      throw error instanceof NoSuchPayloadsError ? new UsageError(error.message) : error;
    }
  });
};

export const retranslateCommand = (): Command =>
  new Command('retranslate')
    .description(
      'read the payloads that the store keeps by a newer translator or another adapter; running processors wait until it is done',
    )
    .addOption(new Option('--format <format>', 'the billing system that the adapter is for').choices([...FORMATS]))
    .option('--adapter <file>', 'how its payloads are read from now on (default: each payload keeps its adapter)')
    .option(
      '--from <name...>',
      'the adapter is only for payloads of these topics and files (default: all of the system)',
    )
    .option('--dry-run', 'show what would change, and change nothing')
    .option(
      '--withdraw-refused',
      'go on if payloads with events that count are refused now: their events no longer count',
    )
    .option('--no-publish', 'do not publish the restated snapshots and contracts')
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .addOption(snapshotsTopicOption())
    .addOption(contractsTopicOption())
    .action(async (options: Options) => {
      const isDryRun = options.dryRun === true;
      const outcome = await run(options);
      const text =
        options.json === true
          ? retranslationJson(outcome, isDryRun)
          : retranslationText(outcome, { isDryRun, places: digitsGiven(options) });
      process.stdout.write(`${text}\n`);
    });
