import { readTextFile, UsageError } from '@app/host';
import { PostgresOperationStore } from '@app/persistence';
import { type AskedBy, type MendedRecords, RedriveRefused, type RefusedChosen } from '@app/processing';
import type { Redriven } from '@app/wire/answers';
import { Command } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { orUsageError } from '../options/or-usage-error.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { whoRuns } from '../options/who-runs.ts';
import { type ExistingStore, withExistingStore } from '../store/existing-store.ts';
import { addFormatOptions, type FormatOptions, translationsOf } from '../translate/format-options.ts';
import { mendedRecords } from './export-line.ts';
import { inParts } from './in-parts.ts';
import { redrivenText } from './redriven-text.ts';
import { addChoiceOptions, type ChoiceOptions, chosenIn } from './refused-options.ts';
import { valueAccepted } from './value-accepted.ts';

type Options = ChoiceOptions & FormatOptions & JsonOptions & StoreOptions & Readonly<{ input?: string; dryRun?: true }>;

type Work = Readonly<{ chosen: RefusedChosen; mended: MendedRecords | undefined }>;

/** Throws `UsageError`. */
const workIn = async (ids: readonly string[], { input, ...options }: Options): Promise<Work> => {
  if (input === undefined) return { chosen: chosenIn(ids, options), mended: undefined };
  const mended = mendedRecords(input, await readTextFile('--input', input));
  const { code, topic, since, contract, all } = options;
  if (ids.length > 0 || [code, topic, since, contract, all].some((given) => given !== undefined)) {
    throw new UsageError('--input names the refused events itself: leave out numbers and other choices');
  }
  return { chosen: chosenIn([...mended.keys()], {}), mended };
};

const added = (sum: Redriven, part: Redriven): Redriven => ({
  ...part,
  accepted: sum.accepted + part.accepted,
  repeated: sum.repeated + part.repeated,
  passed_over: sum.passed_over + part.passed_over,
  refused: sum.refused + part.refused,
  events: [...sum.events, ...part.events],
});

const redriven = async (
  { database, at }: ExistingStore,
  { chosen, mended }: Work,
  options: Options,
): Promise<Redriven> => {
  const translations = await translationsOf(options);
  const redrive = new RedriveRefused(new PostgresOperationStore(database, at.policyId), (format) => ({
    ...translations(format, at.policy),
    onTranslated: () => undefined,
  }));
  const by: AskedBy = { who: whoRuns(), key: null, dryRun: options.dryRun === true };
  return orUsageError(inParts(chosen, (part) => redrive.run(by, part, mended), added));
};

export const redriveCommand = (): Command =>
  addFormatOptions(
    addChoiceOptions(
      new Command('redrive').description(
        'send refused events again, as they came or as mended in a file: each is validated and stored like any event of its topic',
      ),
    )
      .option('--input <file>', 'the mended lines of a file that acv refused export wrote')
      .option('--dry-run', 'say what would become of each, and change nothing'),
  )
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (ids: readonly string[], options: Options) => {
      const work = await workIn(ids, options);
      const answer = await withExistingStore(options, async (store) => {
        const done = await redriven(store, work, options);
        const valued = done.accepted > 0 && !done.dry_run ? await valueAccepted(store) : null;
        const text = [redrivenText(done), ...(valued === null ? [] : [valued])].join('\n');
        process.stdout.write(`${options.json === true ? JSON.stringify(done) : text}\n`);
        return done;
      });
      const { refused, events } = answer;
      if (refused > 0 && refused === events.length) throw new Error('no event was accepted: mend them first');
    });
