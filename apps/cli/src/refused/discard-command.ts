import { UsageError } from '@app/host';
import { PostgresOperationStore } from '@app/persistence';
import { type AskedBy, DiscardRefused } from '@app/processing';
import { DISCARD_REASON, type Discarded } from '@app/wire/answers';
import { Command } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { orUsageError } from '../options/or-usage-error.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { whoRuns } from '../options/who-runs.ts';
import { withExistingStore } from '../store/existing-store.ts';
import { inParts } from './in-parts.ts';
import { discardedText } from './redriven-text.ts';
import { addChoiceOptions, type ChoiceOptions, chosenIn } from './refused-options.ts';

type Options = ChoiceOptions & JsonOptions & StoreOptions & Readonly<{ reason: string; dryRun?: true }>;

const reasonFrom = (given: string): string => {
  const read = DISCARD_REASON.safeParse(given);
  if (read.success) return read.data;
  throw new UsageError(`--reason: ${read.error.issues.map(({ message }) => message).join('; ')}`);
};

const added = (sum: Discarded, part: Discarded): Discarded => ({
  ...part,
  discarded: sum.discarded + part.discarded,
  events: [...sum.events, ...part.events],
});

export const discardCommand = (): Command =>
  addChoiceOptions(
    new Command('discard').description('leave refused events out for good; they stay listed, with the reason'),
  )
    .requiredOption('--reason <text>', 'why they are left out')
    .option('--dry-run', 'say how many there are, and change nothing')
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (ids: readonly string[], options: Options) => {
      const chosen = chosenIn(ids, options);
      const reason = reasonFrom(options.reason);
      await withExistingStore(options, async ({ database, at }) => {
        const discard = new DiscardRefused(new PostgresOperationStore(database, at.policyId));
        const by: AskedBy = { who: whoRuns(), key: null, dryRun: options.dryRun === true };
        const done = await orUsageError(inParts(chosen, (part) => discard.run(by, part, reason), added));
        process.stdout.write(`${options.json === true ? JSON.stringify(done) : discardedText(done)}\n`);
      });
    });
