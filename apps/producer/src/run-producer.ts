import { misspeltSettings, UsageError } from '@app/host';
import { settingFault } from '@app/host/service';
import { createLogger, loadSettings, pause, redaction, settingsHelp } from '@app/platform';
import { storyOf } from './company/moments.ts';
import { storyRecords } from './company/story-records.ts';
import { WRITERS } from './company/writers.ts';
import { type Options, OPTIONS_HELP, readOptions } from './options.ts';
import { producerSettings, withoutKafka } from './producer-settings.ts';
import { sampleRecords } from './sample-records.ts';
import { sendPaced } from './send-paced.ts';
import { type AnySettings, type OpenSender, type Run, senderOf } from './sender-of.ts';

type Process = Readonly<{
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  /** To standard error. */
  print: (text: string) => void;
  /** To standard output. */
  write: (text: string) => void;
}>;

const produce = async (openSender: OpenSender, settings: AnySettings, run: Run) => {
  const { options, logger, signal } = run;
  const { samples } = settings;
  const [file, perSecond] = [samples.file, options.rate ?? (options.out === null ? samples.perSecond : 0)];
  const topic = options.topic ?? (options.format === null ? samples.topic : `billing.${options.format}.v1`);
  const records = options.format === null ? sampleRecords(file) : storyRecords(options.format, storyOf(options));
  const sender = await senderOf(openSender, settings, run);
  try {
    const pace = { perSecond, now: () => performance.now(), pause: (ms: number) => pause(ms, signal), signal };
    const sent = await sendPaced(records, { sender, topic }, pace);
    const from = options.format === null ? { file } : { format: options.format };
    const to =
      options.webhooks === null
        ? options.out === null
          ? { topic }
          : { out: options.out }
        : { url: options.webhooks.url };
    logger.info({ ...from, ...to, sent }, signal.aborted ? 'stopped before the end' : 'all sent');
  } finally {
    await sender.close();
  }
};

const printAdapter = ({ format, ...story }: Options, write: (text: string) => void): void => {
  const adapter = format === null || format === 'csv' ? {} : WRITERS[format].adapter(storyOf(story));
  write(`${JSON.stringify(adapter, null, 2)}\n`);
};

/** Null: the options say it all, and nothing is sent. */
const optionsOf = ({ args, print, write }: Process): Options | number => {
  try {
    const options = readOptions(args);
    if (options.isHelp) print(`${OPTIONS_HELP}${settingsHelp('producer', producerSettings)}`);
    else if (options.isAdapter) printAdapter(options, write);
    return options.isHelp || options.isAdapter ? 0 : options;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    print(`${error.message}\n`);
    return 2;
  }
};

/** Sends everything once. Returns the exit code: 0 when done or stopped, 1 on a failure, 2 for invalid settings. */
export const runProducer = async (openSender: OpenSender, process: Process) => {
  const { environment, signal, print, write } = process;
  const options = optionsOf(process);
  if (typeof options === 'number') return options;
  for (const line of misspeltSettings(producerSettings, environment)) print(`${line}\n`);
  const isSent = options.webhooks === null && options.out === null;
  const loaded = isSent ? loadSettings(producerSettings, environment) : loadSettings(withoutKafka, environment);
  if (!loaded.isValid) {
    print(`${loaded.faults.join('\n')}\n`);
    return 2;
  }
  const { settings, secrets } = loaded;
  const isPiped = options.out === '-';
  const logger = createLogger({
    name: 'producer',
    level: settings.log.level,
    secrets,
    ...(isPiped ? { output: { write: print } } : {}),
  });
  try {
    await produce(openSender, settings, { options, logger, signal, write });
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    const fault = settingFault(error);
    if (fault !== null) {
      print(`${redaction(secrets)(fault)}\n`);
      return 2;
    }
    logger.fatal({ err: error }, 'could not send');
    return 1;
  }
};
