import { eventFiles, readPolicyFile, readRatesFile } from '@app/host';
import { checkedFiles, checkEvents, type CheckInput, type CheckReport } from '@app/processing';
import { Command } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { progressLineOn } from '../progress-line.ts';
import { count } from '../readable.ts';
import { assertWritable, lineWriter } from '../replay/line-writer.ts';
import { refusedLine } from '../replay/refused-line.ts';
import { checkDocument } from './check-json.ts';
import { checkText } from './check-text.ts';
import { FoundError } from './found-error.ts';

type Options = JsonOptions & Readonly<{ policy?: string; fx?: string; refused?: string; strict?: true }>;

const inputOf = async (files: readonly string[], { policy, fx }: Options): Promise<CheckInput> => ({
  policy: policy === undefined ? null : await readPolicyFile('--policy', policy),
  rates: fx === undefined ? null : await readRatesFile('--fx', fx),
  source: checkedFiles(await eventFiles('events', files)),
});

const checked = async (input: CheckInput, refusedFile: string | null): Promise<CheckReport> => {
  const progressLine = progressLineOn(process.stderr);
  const refused = refusedFile === null ? null : lineWriter(refusedFile);
  try {
    return await checkEvents(input, {
      onBatch: (events, share) =>
        progressLine.show(`reading events: ${count(events)}${share === null ? '' : `, ${Math.floor(share * 100)} %`}`),
      onRefused: async (records) => refused?.write(records.map(refusedLine)),
    });
  } finally {
    progressLine.clear();
    await refused?.close();
  }
};

const run = async (files: readonly string[], options: Options): Promise<void> => {
  const input = await inputOf(files, options);
  await assertWritable('--refused', options.refused ?? null);
  const report = await checked(input, options.refused ?? null);
  process.stdout.write(`${(options.json === true ? checkDocument : checkText)(report)}\n`);
  const found = report.findings.length + report.refusals.length;
  if (options.strict === true && found > 0) throw new FoundError(found);
};

export const checkCommand = (): Command =>
  new Command('check')
    .description('say what files of events hold, what in them is refused, and what looks wrong, without a store')
    .argument('<file...>', 'events, one per line (.jsonl, .jsonl.gz); - reads standard input')
    .option('--policy <file>', 'how contracts are valued (default: the built-in policy)')
    .option('--fx <file>', 'exchange rates as CSV: currency,date,rate; names currencies without them')
    .option('--refused <file>', 'write every refused event with its code and reason')
    .option('--strict', 'exit with 1 if an event is refused or looks wrong')
    .addOption(jsonOption())
    .action(run);
