import { eventFiles, readPolicyFile, readRatesFile, UsageError } from '@app/host';
import { PostgresCheckLedger } from '@app/persistence';
import { checkedFiles, checkEvents, checkLedger, type CheckListener, type CheckReport } from '@app/processing';
import { Command } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import {
  booksOption,
  databaseOption,
  isStoreNamed,
  storeInOptions,
  type StoreOptions,
} from '../options/store-options.ts';
import { progressLineOn } from '../progress-line.ts';
import { count } from '../readable.ts';
import { assertWritable, lineWriter } from '../replay/line-writer.ts';
import { refusedLine } from '../replay/refused-line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import { checkDocument } from './check-json.ts';
import { checkText } from './check-text.ts';
import { FoundError } from './found-error.ts';

type FileOptions = Readonly<{ policy?: string; fx?: string; refused?: string }>;
type Options = JsonOptions & FileOptions & StoreOptions & Readonly<{ strict?: true }>;

const OF_FILES = ['policy', 'fx', 'refused'] as const satisfies readonly (keyof FileOptions)[];

type OnBatch = CheckListener['onBatch'];

const ofFiles = async (
  files: readonly string[],
  { policy, fx, refused: file }: FileOptions,
  onBatch: OnBatch,
): Promise<CheckReport> => {
  const input = {
    policy: policy === undefined ? null : await readPolicyFile('--policy', policy),
    rates: fx === undefined ? null : await readRatesFile('--fx', fx),
    source: checkedFiles(await eventFiles('events', files)),
  };
  await assertWritable('--refused', file ?? null);
  const refused = file === undefined ? null : lineWriter(file);
  try {
    return await checkEvents(input, {
      onBatch,
      onRefused: async (records) => refused?.write(records.map(refusedLine)),
    });
  } finally {
    await refused?.close();
  }
};

const ofStore = async (options: Options, onBatch: OnBatch): Promise<CheckReport> => {
  if (!isStoreNamed(options)) {
    throw new UsageError('events: name files, or the books to check by --books, --database-url or DATABASE_URL');
  }
  const given = OF_FILES.find((option) => options[option] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is for files; a store is checked with its own`);
  return withExistingStore(options, ({ database, at }) =>
    checkLedger(new PostgresCheckLedger(database, at), at.policy, onBatch),
  );
};

const checked = async (files: readonly string[], options: Options): Promise<CheckReport> => {
  const progressLine = progressLineOn(process.stderr);
  const onBatch: OnBatch = (events, share) =>
    progressLine.show(`reading events: ${count(events)}${share === null ? '' : `, ${Math.floor(share * 100)} %`}`);
  try {
    return await (files.length === 0 ? ofStore(options, onBatch) : ofFiles(files, options, onBatch));
  } finally {
    progressLine.clear();
  }
};

const run = async (files: readonly string[], options: Options): Promise<void> => {
  if (files.length > 0 && storeInOptions(options) !== null) {
    throw new UsageError('--books, --database-url: check either files or a store');
  }
  const report = await checked(files, options);
  process.stdout.write(`${(options.json === true ? checkDocument : checkText)(report)}\n`);
  const found = report.findings.length + report.refusals.length;
  if (options.strict === true && found > 0) throw new FoundError(found);
};

export const checkCommand = (): Command =>
  new Command('check')
    .description('say what files of events hold (without files: a store), what was refused, and what looks wrong')
    .argument('[file...]', 'events, one per line (.jsonl, .jsonl.gz); - reads standard input')
    .option('--policy <file>', 'how contracts are valued (default: the built-in policy)')
    .option('--fx <file>', 'exchange rates as CSV: currency,date,rate; names currencies without them')
    .option('--refused <file>', 'write every refused event with its code and reason')
    .option('--strict', 'exit with 1 if an event is refused or looks wrong')
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(run);
