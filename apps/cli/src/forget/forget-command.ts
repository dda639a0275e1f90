import { randomBytes } from 'node:crypto';
import { countInWords } from '@app/domain';
import { todayIn, UsageError } from '@app/host';
import { PostgresErasureStore } from '@app/persistence';
import { SystemClock } from '@app/platform';
import { forgetCustomer, type ForgetOutcome, NotForgottenError } from '@app/processing';
import { Command } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import {
  contractsTopicOption,
  publishedTopics,
  type PublishOptions,
  snapshotsTopicOption,
} from '../options/topic-options.ts';
import { whoRuns } from '../options/who-runs.ts';
import { progressLineOn } from '../progress-line.ts';
import { count, wrapped } from '../readable.ts';
import { withUpToDateStore } from '../store/existing-store.ts';

type Options = JsonOptions & StoreOptions & PublishOptions & Readonly<{ customer: string; evenActive?: true }>;

/** It is drawn, not derived: nothing but the books before can say who it was. */
const newPseudonym = (): string => `forgotten-${randomBytes(6).toString('hex')}`;

const forgotten = async (options: Options): Promise<ForgetOutcome> => {
  const isDryRun = options.dryRun === true;
  const clock = new SystemClock();
  const now = (): Date => clock.now();
  const progressLine = progressLineOn(process.stderr);
  try {
    return await withUpToDateStore(options, (database) =>
      forgetCustomer(new PostgresErasureStore(database, { ...publishedTopics(options), now }), {
        customerId: options.customer,
        pseudonym: newPseudonym(),
        evenActive: options.evenActive === true,
        by: whoRuns(),
        isDryRun,
        now,
        today: (timezone) => todayIn(timezone, clock),
        onEvents: (events) => progressLine.show(`looking through the ledger: ${count(events)} events of the customer`),
      }),
    );
  } catch (error) {
    throw error instanceof NotForgottenError ? new UsageError(`--customer: ${error.message}`) : error;
  } finally {
    progressLine.clear();
  }
};

const outcomeText = ({ pseudonym, erased, mergedWith }: ForgetOutcome, isDryRun: boolean): string => {
  const { events, payloads, refused, contracts, snapshots, operations } = erased;
  const changed = [
    `${countInWords(events, 'event')} of ${countInWords(contracts, 'contract')}`,
    countInWords(refused, 'refused event'),
    `${countInWords(snapshots, 'revision')} of snapshots`,
    `${countInWords(operations, 'row')} of the audit`,
  ];
  const head = isDryRun
    ? 'Dry run, nothing is changed. The customer would be replaced'
    : `The customer is ${pseudonym} from now on. It was replaced`;
  return [
    wrapped(
      `${head} in ${changed.join(', ')}; ${countInWords(payloads, 'payload')} ${isDryRun ? 'would be' : 'were'} removed. No figure changes.`,
    ),
    ...(mergedWith.length === 0
      ? []
      : [
          wrapped(
            `Merged with it, and not forgotten: ${mergedWith.join(', ')}. If they are the same person, forget them too.`,
          ),
        ]),
  ].join('\n');
};

export const forgetCommand = (): Command =>
  new Command('forget')
    .description('replace a customer by a pseudonym in everything that the store holds, for good; every figure stays')
    .requiredOption('--customer <id>', 'the customer')
    .option('--dry-run', 'say what would be changed, and change nothing')
    .option('--even-active', 'forget a customer with contracts that are active or begin later')
    .option('--no-publish', 'do not publish the changed contracts and snapshots')
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .addOption(snapshotsTopicOption())
    .addOption(contractsTopicOption())
    .action(async (options: Options) => {
      const outcome = await forgotten(options);
      const isDryRun = options.dryRun === true;
      const { pseudonym, erased, mergedWith } = outcome;
      const json = { dry_run: isDryRun, pseudonym: isDryRun ? null : pseudonym, ...erased, merged_with: mergedWith };
      process.stdout.write(`${options.json === true ? JSON.stringify(json) : outcomeText(outcome, isDryRun)}\n`);
    });
