import { open } from 'node:fs/promises';
import { UsageError } from '@app/host';
import { errorClass } from '@app/host/service';
import { backoff, type Logger, messageOf, type Settings, withRetries } from '@app/platform';
import { LineSender } from './line-sender.ts';
import type { Options } from './options.ts';
import type { producerSettings, withoutKafka } from './producer-settings.ts';
import type { RecordSender } from './record-sender.ts';
import { WebhookSender } from './webhooks/webhook-sender.ts';

export type ProducerSettings = Settings<typeof producerSettings>;
export type AnySettings = ProducerSettings | Settings<typeof withoutKafka>;

export type OpenSender = (settings: ProducerSettings, logger: Logger) => Promise<RecordSender>;

/** What a run was asked for, and what it works with. `write`: to standard output. */
export type Run = Readonly<{ options: Options; logger: Logger; signal: AbortSignal; write: (text: string) => void }>;

const isKafka = (settings: AnySettings): settings is ProducerSettings => 'kafka' in settings;

const opened = async (openSender: OpenSender, settings: ProducerSettings, { logger, signal }: Run) =>
  withRetries(() => openSender(settings, logger), {
    classify: errorClass,
    waitMs: backoff({ firstMs: 200, maxMs: 10_000 }),
    signal,
    onRetry: ({ error, delayMs }) => logger.warn({ err: error, delayMs }, `no broker yet: ${messageOf(error)}`),
  });

const lineSender = async (out: string, write: (text: string) => void): Promise<RecordSender> => {
  if (out === '-') {
    return new LineSender(
      (text) => Promise.resolve(write(text)),
      () => Promise.resolve(),
    );
  }
  const file = await open(out, 'w').catch((error: unknown) => {
    throw new UsageError(`--out: ${messageOf(error)}`);
  });
  return new LineSender(
    (text) => file.appendFile(text),
    () => file.close(),
  );
};

/** Where the records of a run go: to webhooks, to a file, or to a topic. */
export const senderOf = async (openSender: OpenSender, settings: AnySettings, run: Run): Promise<RecordSender> => {
  const { webhooks, out } = run.options;
  if (webhooks !== null) return new WebhookSender({ ...webhooks, logger: run.logger, signal: run.signal });
  if (out !== null) return lineSender(out, run.write);
  if (!isKafka(settings)) throw new Error('settings without brokers');
  return opened(openSender, settings, run);
};
