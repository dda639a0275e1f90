import { basename } from 'node:path';
import { type CivilDate, DEFAULT_POLICY, firstDay, type Policy } from '@app/domain';
import { eventFiles, payloadFiles, readPolicyFile, readRatesFile, todayIn } from '@app/host';
import { SystemClock } from '@app/platform';
import { type Database, PostgresListBooks, PostgresMissingRates, takenDays } from '@app/persistence';
import { type ReplayInput, type ReplaySource, sheetBatches, storedWorth, tallyTranslation } from '@app/processing';
import { type FormatName, FORMATS } from '@app/wire';
import { Command, Option } from 'commander';
import { NoRowAcceptedError } from '../import/no-row-accepted-error.ts';
import { addSheetOptions, type SheetOptions, translatedSheet } from '../import/sheet-options.ts';
import { dateFromArgument } from '../options/arguments.ts';
import { digitsOption, type DigitsOptions, placesFrom } from '../options/digits-option.ts';
import { progressLineOn } from '../progress-line.ts';
import {
  keptBooksOption,
  keptDatabaseOption,
  NOT_KEPT,
  storeInOptions,
  type StoreOptions,
} from '../options/store-options.ts';
import { withMigratedStore } from '../store/with-store.ts';
import { addFormatOptions, type FormatOptions, translationOf } from '../translate/format-options.ts';
import type { RefusedKind } from '../translate/outcome-texts.ts';
import { translationText } from '../translate/translation-report.ts';
import { assertWritable } from './line-writer.ts';
import { replayAndReport, type ReplayOutput } from './replay-and-report.ts';
import { NothingAcceptedError } from './refusals/nothing-accepted-error.ts';
import { codesBeside } from './refusals/refusal-tally.ts';
import { refusalsText } from './refusals/refusals-text.ts';
import { askedReports, assertOver, type ReportOptions } from './reports/asked-reports.ts';
import { summaryTable } from './summary-table.ts';
import { unusualAsOf } from './unusual-as-of.ts';

type Options = ReportOptions &
  DigitsOptions &
  StoreOptions &
  SheetOptions &
  FormatOptions &
  Readonly<{
    format?: 'csv' | FormatName;
    input: readonly string[];
    asOf?: string;
    policy?: string;
    fx?: string;
    out?: string;
    contracts?: string;
    refused?: string;
  }>;

/** Sheets of contracts, each translated as a whole before the first event is stored. */
const sheets = async (options: Options, policy: Policy): Promise<ReplaySource> => {
  const terms = {
    option: '--input',
    dimensions: policy.dimensions,
    today: todayIn(policy.timezone, new SystemClock()),
  };
  const translated = await Promise.all(
    options.input.map(async (file) => ({ file, ...(await translatedSheet(file, options, terms)) })),
  );
  return (async function* () {
    for (const { file, sheet, translation } of translated) yield* sheetBatches(basename(file), sheet, translation);
  })();
};

type Translations = ReturnType<typeof tallyTranslation>;

/** The source of a format, with the translation that its records need. */
const sourceOf = async (
  { format, ...options }: Options,
  policy: Policy,
  tally: Translations,
): Promise<Pick<ReplayInput, 'source' | 'translation'>> => {
  const { input } = options;
  if (format === undefined) return { source: await eventFiles('--input', input) };
  if (format === 'csv') return { source: await sheets(options, policy) };
  const under = await translationOf(format, options);
  return {
    source: await payloadFiles('--input', format, input),
    translation: (at) => ({ ...under(at), onTranslated: tally.add }),
  };
};

const inputOf = async (options: Options, tally: Translations): Promise<ReplayInput> => {
  const { asOf, fx } = options;
  const policy = options.policy === undefined ? null : await readPolicyFile('--policy', options.policy);
  return {
    asOf: asOf === undefined ? null : dateFromArgument('--as-of', asOf),
    policy,
    rates: fx === undefined ? [] : await readRatesFile('--fx', fx),
    ...(await sourceOf(options, policy ?? DEFAULT_POLICY, tally)),
  };
};

/** Throws `UsageError`, before any work is done, if a file cannot be written or a report is about days after `asOf`. */
const outputOf = async (options: Options, { asOf }: ReplayInput): Promise<ReplayOutput> => {
  const reports = askedReports(options);
  if (asOf !== null) assertOver(reports, asOf);
  const { out: snapshots = null, contracts = null, refused = null } = options;
  await assertWritable('--out', snapshots);
  await assertWritable('--contracts', contracts);
  await assertWritable('--refused', refused);
  for (const { option, file } of reports) await assertWritable(option, file);
  return { snapshots, contracts, refused, reports };
};

const kindOf = ({ format }: Options): RefusedKind => {
  if (format === undefined) return 'event';
  return format === 'csv' ? 'row' : 'payload';
};

/** The first day that can have snapshots; null if no contract is ever active. */
const firstDayOf = async (database: Database, policy: Policy): Promise<CivilDate | null> => {
  const { firstActiveDay } = await takenDays(database);
  return firstActiveDay === null ? null : firstDay(policy, firstActiveDay);
};

const run = async (options: Options): Promise<void> => {
  const translations = tallyTranslation();
  const input = await inputOf(options, translations);
  const output = await outputOf(options, input);
  const clock = new SystemClock();
  const today = (timezone: string) => todayIn(timezone, clock);
  const progressLine = progressLineOn(process.stderr);
  const places = placesFrom(options);
  const unusual = input.asOf === null ? null : unusualAsOf(input.asOf, today('UTC'));
  if (unusual !== null) progressLine.done(unusual);
  await withMigratedStore(options, async (database) => {
    const outcome = await replayAndReport(database, input, output, { today, progressLine });
    const missing = await new PostgresMissingRates(database, outcome.at.policy).inPeriods();
    const first = () => firstDayOf(database, outcome.at.policy);
    progressLine.done(await summaryTable(outcome, { missing, places, firstDay: first }));
    if (kindOf(options) === 'payload') {
      const books = new PostgresListBooks(database, outcome.at);
      const worth = { day: outcome.asOf, currencies: await storedWorth(books, outcome.asOf), source: 'the store' };
      progressLine.done(`\n${translationText(translations.summary(), worth)}`);
    }
    const codes = codesBeside(outcome.refusals, translations.summary().refused);
    if (codes.length > 0) progressLine.done(`\n${refusalsText({ codes }, kindOf(options))}`);
    const { accepted, repeated, refused } = outcome.totals;
    const isKept = storeInOptions(options) !== null;
    // A repeated event was accepted before, and an empty input takes the snapshots of books that are kept.
    const isTakeAlone = isKept && refused === 0;
    if (accepted + repeated === 0 && !isTakeAlone) {
      throw options.format === 'csv' ? new NoRowAcceptedError() : new NothingAcceptedError(outcome.refusals);
    }
    if (!isKept) progressLine.done(`\n${NOT_KEPT}`);
  });
};

export const replayCommand = (): Command => addSheetOptions(addFormatOptions(replayOptions())).action(run);

const replayOptions = (): Command =>
  new Command('replay')
    .description('store events from files, value contracts and take snapshots, in an embedded or a given Postgres')
    .requiredOption('--input <file...>', 'events, one per line (.jsonl, .jsonl.gz); - reads standard input')
    .option('--as-of <date>', 'the day as of which the books are taken (default: today)')
    .option('--policy <file>', "how contracts are valued (default: the store's policy, or the built-in one)")
    .option('--fx <file>', 'exchange rates as CSV: currency,date,rate')
    .option('--out <file>', 'write the current revision of every snapshot; - writes to standard output')
    .option('--contracts <file>', 'write the measures of every contract on the --as-of day')
    .option('--refused <file>', 'write every refused event with its code and reason')
    .option('--compare <from-to-out...>', 'FROM TO OUT: write every figure between two days; repeatable')
    .option('--ahead <months-out...>', 'MONTHS OUT: write what is signed for the coming months; repeatable')
    .option('--renewals <month-out...>', 'MONTH OUT: write the renewals of a month that is over; repeatable')
    .option('--churn-reasons <from-to-out...>', 'FROM TO OUT: write why customers churned; repeatable')
    .option('--products <day-out...>', 'DAY OUT: write the ARR of each product on a day; repeatable')
    .addOption(digitsOption())
    .addOption(keptBooksOption())
    .addOption(keptDatabaseOption())
    .addOption(
      new Option(
        '--format <format>',
        'the input is payloads of this billing system, read by --adapter; or csv: sheets of contracts, read by the options below',
      ).choices(['csv', ...FORMATS]),
    );
