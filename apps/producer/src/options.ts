import { parseArgs } from 'node:util';
import { UsageError } from '@app/host';
import { messageOf } from '@app/platform';
import { WRITTEN_FORMATS, type WrittenFormat } from './company/writers.ts';

/** The format of a story: a billing system's, or a sheet of contracts. */
export type StoryFormat = WrittenFormat | 'csv';

export type Options = Readonly<{
  isHelp: boolean;
  /** Null: the events of the file. */
  format: StoryFormat | null;
  /** Null: as the settings say. */
  rate: number | null;
  topic: string | null;
  seed: number;
  companies: number;
  webhooks: Readonly<{ url: string; format: WrittenFormat; secret: string }> | null;
  /** `-`: standard output. */
  out: string | null;
  isAdapter: boolean;
}>;

const FORMATS: readonly StoryFormat[] = [...WRITTEN_FORMATS, 'csv'];

export const OPTIONS_HELP = `Usage: npm run start:producer -- [options]

Without --format the events of EVENTS_FILE are sent to EVENTS_TOPIC. With it, the story of a made-up company in 2025 is
sent as the payloads of a billing system.

  --format FORMAT    ${FORMATS.join(', ')}; a sheet (csv) can only be written (--out)
  --rate N           how many are sent in a second; 0: as fast as they are taken (default EVENTS_PER_SECOND)
  --topic TOPIC      the topic that they are sent to (default with --format: billing.FORMAT.v1)
  --webhooks URL     send signed webhooks to this service instead of a topic, as the billing system would
  --secret SECRET    the secret they are signed with; a login as name:password or a token where a system signs nothing
  --out FILE         write the payloads to a file, a line each, instead of sending them; - is standard output
  --adapter          print the adapter that says what the payloads leave out, and end
  --seed N           a number that ids and times of day depend on (default 1)
  --companies N      how many companies alike are told of, each with its own ids (default 1)
  --help             print this

`;

const OPTIONS = {
  help: { type: 'boolean' },
  format: { type: 'string' },
  rate: { type: 'string' },
  topic: { type: 'string' },
  seed: { type: 'string' },
  companies: { type: 'string' },
  webhooks: { type: 'string' },
  secret: { type: 'string' },
  out: { type: 'string' },
  adapter: { type: 'boolean' },
} as const;

const oneLineOf = (error: unknown): string =>
  messageOf(error)
    .replace(/^.*?\]: /, '')
    .split('\n')[0]
    ?.replace(/\.$/, '') ?? '';

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${oneLineOf(error)}; see --help`);
  }
};

const numberIn = (name: string, text: string | undefined, [min, max]: readonly [number, number]): number | null => {
  if (text === undefined) return null;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new UsageError(`--${name} is ${JSON.stringify(text)}: expected a whole number from ${min} to ${max}`);
};

const formatIn = (text: string | undefined): StoryFormat | null => {
  if (text === undefined) return null;
  const format = FORMATS.find((each) => each === text);
  if (format === undefined) throw new UsageError(`--format is ${JSON.stringify(text)}: expected ${FORMATS.join(', ')}`);
  return format;
};

type Values = ReturnType<typeof parsed>;

const webhooksIn = ({ webhooks, secret, out }: Values, format: StoryFormat | null): Options['webhooks'] => {
  if (webhooks === undefined) {
    if (secret !== undefined) throw new UsageError('--secret is only for --webhooks');
    return null;
  }
  if (out !== undefined) throw new UsageError('give --webhooks or --out, not both');
  if (format === null || format === 'csv') throw new UsageError('--webhooks needs the --format of a billing system');
  if (secret === undefined || secret === '') throw new UsageError('--webhooks needs --secret');
  if (!/^https?:$/.test(URL.parse(webhooks)?.protocol ?? '')) {
    throw new UsageError(`--webhooks is ${JSON.stringify(webhooks)}: expected the http address of the service`);
  }
  return { url: webhooks, format, secret };
};

/** The command line. Throws `UsageError` with one line for what cannot be meant. */
export const readOptions = (args: readonly string[]): Options => {
  const values = parsed(args);
  const format = formatIn(values.format);
  const isAdapter = values.adapter === true;
  const webhooks = webhooksIn(values, format);
  if (format === null && (values.out !== undefined || isAdapter))
    throw new UsageError('--out and --adapter need --format');
  if (format === 'csv' && values.out === undefined && values.help !== true) {
    throw new UsageError('a sheet can only be written: give --out FILE, then acv import it');
  }
  return {
    isHelp: values.help === true,
    format,
    rate: numberIn('rate', values.rate, [0, 1_000_000]),
    topic: values.topic ?? null,
    seed: numberIn('seed', values.seed, [0, 999_999_999]) ?? 1,
    companies: numberIn('companies', values.companies, [1, 1_000]) ?? 1,
    webhooks,
    out: values.out ?? null,
    isAdapter,
  };
};
