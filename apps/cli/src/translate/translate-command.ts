import { basename } from 'node:path';
import { DEFAULT_POLICY, type Policy } from '@app/domain';
import { payloadFiles, readPolicyFile, todayIn } from '@app/host';
import { SystemClock } from '@app/platform';
import { sheetWorth, tallyTranslation, type TranslatedPayload, translatedPayload } from '@app/processing';
import { type FormatName, FORMATS, type WireContractEvent } from '@app/wire';
import { Command, Option } from 'commander';
import { dateFromArgument } from '../options/arguments.ts';
import { assertWritable, type LineWriter, lineWriter } from '../replay/line-writer.ts';
import { refusedLine } from '../replay/refused-line.ts';
import { addFormatOptions, type FormatOptions, translationOf } from './format-options.ts';
import { NoRecordTakenError } from './no-record-taken-error.ts';
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

/** Each event once, as a store keeps it: of one id the first counts. */
const eventsOnce = () => {
  const byIdentity = new Map<string, WireContractEvent>();
  return {
    add: (events: readonly WireContractEvent[]): void => {
      for (const event of events) {
        const key = JSON.stringify([event.source, event.id]);
        if (!byIdentity.has(key)) byIdentity.set(key, event);
      }
    },
    all: (): readonly WireContractEvent[] => [...byIdentity.values()],
  };
};

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
  let waiting: TranslatedPayload[] = [];
  const translation = {
    ...(await translationOf(options.format, options))(policy),
    onTranslated: (translated: TranslatedPayload): void => void waiting.push(translated),
  };
  for await (const { batch } of await payloadFiles('--input', options.format, options.input)) {
    const origin = batch.origin.kind === 'file' ? batch.origin.file : batch.origin.topic;
    for (const record of batch.records) translatedPayload(translation, record, origin);
    for (const translated of waiting) tally.add(translated);
    const events = waiting.flatMap((translated) => translated.events);
    once.add(events);
    await writers.out.write(events.map(({ text }) => text));
    await writers.refused?.write(waiting.flatMap(refusedIn));
    waiting = [];
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
