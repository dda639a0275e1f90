import { basename } from 'node:path';
import { countInWords, type CivilDate, DEFAULT_POLICY, type Policy } from '@app/domain';
import { readPolicyFile, readRatesFile, todayIn, UsageError } from '@app/host';
import { SystemClock } from '@app/platform';
import { sheetBatches, sheetWorth } from '@app/processing';
import { SHEET_TEMPLATE } from '@app/wire';
import { Command } from 'commander';
import { dateFromArgument } from '../options/arguments.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { progressLineOn } from '../progress-line.ts';
import { count } from '../readable.ts';
import { assertWritable, writeLines } from '../replay/line-writer.ts';
import { refusedLine } from '../replay/refused-line.ts';
import { replayAndReport, type ReportedReplay } from '../replay/replay-and-report.ts';
import { unusualAsOf } from '../replay/unusual-as-of.ts';
import {
  keptBooksOption,
  keptDatabaseOption,
  NOT_KEPT,
  storeInOptions,
  type StoreOptions,
} from '../options/store-options.ts';
import { withMigratedStore } from '../store/with-store.ts';
import { NoRowAcceptedError } from './no-row-accepted-error.ts';
import { importJson, importText } from './import-report.ts';
import { addSheetOptions, type SheetOptions, type TranslatedSheet, translatedSheet } from './sheet-options.ts';

type Options = SheetOptions &
  JsonOptions &
  StoreOptions &
  Readonly<{
    template?: true;
    dryRun?: true;
    asOf?: string;
    policy?: string;
    fx?: string;
    out?: string;
    refused?: string;
  }>;

const today = (timezone: string): CivilDate => todayIn(timezone, new SystemClock());

/** The events and refused rows, in the files that ask for them. A replay writes what it refuses itself. */
const writeTranslation = async (
  file: string,
  { translation }: TranslatedSheet,
  { out, refused, dryRun }: Options,
): Promise<void> => {
  if (out !== undefined) {
    await writeLines(
      out,
      translation.events.map(({ event }) => event.text),
    );
  }
  if (refused === undefined || dryRun !== true) return;
  await writeLines(
    refused,
    translation.refused.map(({ position, refusal }) => refusedLine({ file, line: position, refusal })),
  );
};

/** Stores the events of the sheet as a replay does. */
const stored = async (
  file: string,
  { sheet, translation }: TranslatedSheet,
  options: Omit<Options, 'asOf' | 'policy'> & Readonly<{ asOf: CivilDate | null; policy: Policy | null }>,
): Promise<ReportedReplay> => {
  const rates = options.fx === undefined ? [] : await readRatesFile('--fx', options.fx);
  const { asOf, policy } = options;
  const input = { asOf, policy, rates, source: sheetBatches(basename(file), sheet, translation) };
  const output = { snapshots: null, contracts: null, refused: options.refused ?? null };
  const progressLine = progressLineOn(process.stderr);
  return withMigratedStore(options, (database) => replayAndReport(database, input, output, { today, progressLine }));
};

/** Translated events have no fault of their own, so the store refuses only those that differ from an accepted one. */
const conflictsText = (conflicts: number): string =>
  `${count(conflicts)} of them differ from what revision and name stand for already (id_conflict): give a corrected sheet a higher --revision`;

const storedText = ({ totals, contracts, asOf }: ReportedReplay, untranslated: number, isKept: boolean): string => {
  const conflicts = totals.refused - untranslated;
  return [
    `${countInWords(totals.accepted, 'event')} accepted, ${count(totals.repeated)} repeated, ${count(totals.refused)} refused; ${countInWords(contracts, 'contract')} valued as of ${asOf}`,
    ...(conflicts > 0 ? [conflictsText(conflicts)] : []),
    ...(isKept ? [] : [NOT_KEPT]),
  ].join('\n');
};

const importSheet = async (file: string, options: Options): Promise<void> => {
  const policy = options.policy === undefined ? null : await readPolicyFile('--policy', options.policy);
  const asOf = options.asOf === undefined ? null : dateFromArgument('--as-of', options.asOf);
  const { dimensions, timezone } = policy ?? DEFAULT_POLICY;
  const day = asOf ?? today(timezone);
  const unusual = unusualAsOf(day, today(timezone));
  if (unusual !== null) process.stderr.write(`${unusual}\n`);
  await assertWritable('--out', options.out ?? null);
  await assertWritable('--refused', options.refused ?? null);
  const translated = await translatedSheet(file, options, { option: 'import', dimensions, today: day });
  const events = translated.translation.events.map(({ event }) => event);
  const worth = sheetWorth(events, day, policy ?? DEFAULT_POLICY);
  const report = { file: basename(file), day, translation: translated.translation, worth };
  const shown = options.out === '-' ? process.stderr : process.stdout;
  shown.write(`${(options.json === true ? importJson : importText)(report)}\n`);
  await writeTranslation(file, translated, options);
  if (options.dryRun === true) {
    process.stderr.write('dry run: nothing is stored\n');
    if (events.length === 0) throw new NoRowAcceptedError();
    return;
  }
  const outcome = await stored(file, translated, { ...options, asOf, policy });
  process.stderr.write(
    `${storedText(outcome, translated.translation.refused.length, storeInOptions(options) !== null)}\n`,
  );
  if (outcome.totals.accepted + outcome.totals.repeated === 0) throw new NoRowAcceptedError();
};

const run = async (file: string | undefined, options: Options): Promise<void> => {
  if (options.template === true) {
    process.stdout.write(SHEET_TEMPLATE);
    return;
  }
  if (file === undefined) throw new UsageError('import: name a CSV file, or ask for a sheet to copy by --template');
  await importSheet(file, options);
};

export const importCommand = (): Command =>
  addSheetOptions(
    new Command('import')
      .description('store the contracts of a sheet (CSV), and report how it was understood')
      .argument('[file]', 'a CSV file with a header, a row per line of a contract; - reads standard input')
      .option('--template', 'print a sheet to copy')
      .option('--dry-run', 'only report; store nothing')
      .option(
        '--adapter <file>',
        'adapter.json, of which a sheet takes the account, the currency, the contract_prefix and the products',
      ),
  )
    .option(
      '--out <file>',
      'write the events that the sheet says, one per line; - writes to standard output, and the report to standard error',
    )
    .option('--refused <file>', 'write every refused row with its code and reason')
    .option('--as-of <date>', 'the day as of which the books are taken (default: today)')
    .option('--policy <file>', "how contracts are valued (default: the store's policy, or the built-in one)")
    .option('--fx <file>', 'exchange rates as CSV: currency,date,rate')
    .addOption(jsonOption())
    .addOption(keptBooksOption())
    .addOption(keptDatabaseOption())
    .action(run);
