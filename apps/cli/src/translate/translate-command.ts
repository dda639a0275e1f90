import { basename } from 'node:path';
import { DEFAULT_POLICY, type Policy } from '@app/domain';
import { readPolicyFile, todayIn } from '@app/host';
import { SystemClock } from '@app/platform';
import { sheetWorth, tallyTranslation, type TranslatedPayload } from '@app/processing';
import { type FormatName, FORMATS } from '@app/wire';
import { Command, Option } from 'commander';
import { dateFromArgument } from '../options/arguments.ts';
import { assertWritable, type LineWriter, lineWriter } from '../replay/line-writer.ts';
import { refusedLine } from '../replay/refused-line.ts';
import { eventsOnce } from './events-once.ts';
import { addFormatOptions, type FormatOptions } from './format-options.ts';
import { NoRecordTakenError } from './no-record-taken-error.ts';
import { translatedFiles } from './translated-files.ts';
import { translationText } from './translation-report.ts';

type Options = FormatOptions &
  Readonly<{
    format: FormatName;
    input: readonly string[];
    policy?: string;
    asOf?: string;
    out: string;
    refused?: string;
  }>;

const refusedIn = ({ refused, origin, position }: TranslatedPayload): readonly string[] =>
  refused === null ? [] : [refusedLine({ file: basename(origin), line: Number(position), refusal: refused })];

const policyOf = async ({ policy }: Options): Promise<Policy> =>
  policy === undefined ? DEFAULT_POLICY : await readPolicyFile('--policy', policy);

const translateFiles = async (
  options: Options,
  policy: Policy,
  writers: Readonly<{ out: LineWriter; refused: LineWriter | null }>,
) => {
  const tally = tallyTranslation();
  const once = eventsOnce();
  const files = { option: '--input', format: options.format, names: options.input };
  for await (const payloads of translatedFiles(files, options, policy)) {
    for (const translated of payloads) tally.add(translated);
    const events = payloads.flatMap((translated) => translated.events);
    once.add(events);
    await writers.out.write(events.map(({ text }) => text));
    await writers.refused?.write(payloads.flatMap(refusedIn));
  }
  return { summary: tally.summary(), events: once.all() };
};

const run = async (options: Options): Promise<void> => {
  const policy = await policyOf(options);
  const today = todayIn(policy.timezone, new SystemClock());
  const day = options.asOf === undefined ? today : dateFromArgument('--as-of', options.asOf);
  await assertWritable('--out', options.out);
  await assertWritable('--refused', options.refused ?? null);
  const out = lineWriter(options.out);
  const refused = options.refused === undefined ? null : lineWriter(options.refused);
  try {
    const { summary, events } = await translateFiles(options, policy, { out, refused });
    const worth = { day, currencies: sheetWorth(events, day, policy), source: 'these records' };
    process.stderr.write(`${translationText(summary, worth)}\n`);
    if (summary.taken === 0) throw new NoRecordTakenError();
  } finally {
    await out.close();
    await refused?.close();
  }
};

export const translateCommand = (): Command =>
  addFormatOptions(
    new Command('translate')
      .description("print the events that a billing system's payloads say, and report how they were understood")
      .addOption(
        new Option('--format <system>', 'the system of the payloads').choices([...FORMATS]).makeOptionMandatory(),
      )
      .requiredOption(
        '--input <file...>',
        'payloads: JSON lines, one JSON or XML document, or CSV exports (.gz too); - reads standard input',
      ),
  )
    .option('--policy <file>', 'the policy, for its time zone and dimensions (default: the built-in one)')
    .option('--as-of <date>', 'the day of the figures in the report (default: today)')
    .option('--out <file>', 'write the events, one per line', '-')
    .option('--refused <file>', 'write every refused record with its code and reason')
    .action(run);
