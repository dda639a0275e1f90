import { misspeltSettings } from '@app/host';
import { errorClass, settingFault } from '@app/host/service';
import {
  backoff,
  createLogger,
  loadSettings,
  type Logger,
  messageOf,
  pause,
  settingsHelp,
  type Settings,
  withRetries,
  redaction,
} from '@app/platform';
import { linesOf } from './lines-of.ts';
import { producerSettings } from './producer-settings.ts';
import type { RecordSender } from './record-sender.ts';
import { sendPaced } from './send-paced.ts';

export type ProducerSettings = Settings<typeof producerSettings>;

export type OpenSender = (settings: ProducerSettings, logger: Logger) => Promise<RecordSender>;

type Process = Readonly<{
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  print: (text: string) => void;
}>;

const produce = async (openSender: OpenSender, settings: ProducerSettings, logger: Logger, signal: AbortSignal) => {
  const { file, topic, perSecond } = settings.samples;
  const sender = await withRetries(() => openSender(settings, logger), {
    classify: errorClass,
    waitMs: backoff({ firstMs: 200, maxMs: 10_000 }),
    signal,
    onRetry: ({ error, delayMs }) => logger.warn({ err: error, delayMs }, `no broker yet: ${messageOf(error)}`),
  });
  try {
    const pace = { perSecond, now: () => performance.now(), pause: (ms: number) => pause(ms, signal), signal };
    const sent = await sendPaced(linesOf(file), { sender, topic }, pace);
    logger.info({ file, topic, sent }, signal.aborted ? 'stopped before the end of the file' : 'all sent');
  } finally {
    await sender.close();
  }
};

/** Sends the file once. Returns the exit code: 0 when done or stopped, 1 on a failure, 2 for invalid settings. */
export const runProducer = async (openSender: OpenSender, { args, environment, signal, print }: Process) => {
  if (args.includes('--help')) {
    print(settingsHelp('producer', producerSettings));
    return 0;
  }
  for (const line of misspeltSettings(producerSettings, environment)) print(`${line}\n`);
  const loaded = loadSettings(producerSettings, environment);
  if (!loaded.isValid) {
    print(`${loaded.faults.join('\n')}\n`);
    return 2;
  }
  const { settings, secrets } = loaded;
  const logger = createLogger({ name: 'producer', level: settings.log.level, secrets });
  try {
    await produce(openSender, settings, logger, signal);
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
