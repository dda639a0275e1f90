import { ensureTopics, type KafkaClient, KafkaBatchServer } from '@app/messaging';
import { type Database, PostgresProgress, PostgresRateStore } from '@app/persistence';
import { messageFirst, NestLogger, withRetries } from '@app/platform';
import { ApplyRates } from '@app/processing';
import { NestFactory } from '@nestjs/core';
import { errorClass, messageOf, type Running, type ServiceContext } from '@app/host';
import type { ProcessorSettings } from '../processor-settings.ts';
import { isForbidden } from './is-forbidden.ts';
import { RatesHealth } from './rates-health.ts';
import { RatesModule } from './rates-module.ts';
import { TakeRates } from './take-rates.ts';

/** A batch of rates is small; the time that a stop may take is the events'. */
const CLOSE_CONSUMER_MS = 1_500;

const NOT_ALLOWED = 'no exchange rates are read: Kafka forbids it';

export type RatesParts = Readonly<{
  kafka: KafkaClient;
  database: Database;
  settings: ProcessorSettings;
  context: ServiceContext;
}>;

/** Whether the topic is there, or could be created: compacted, and with its dead letters beside it. */
const isThere = async ({ kafka, settings, context }: RatesParts, topic: string): Promise<boolean> => {
  const { creation, partitions, replication } = settings.topics;
  const plan = {
    mayCreate: creation === 'allowed',
    partitions,
    ...(replication === null ? {} : { replicationFactor: replication }),
  };
  // First as what it keeps, the latest record of a key, then as what is read: the second finds it made.
  const kept = await ensureTopics(kafka, { ...plan, inputs: [], outputs: [topic] });
  if (kept.missing.length > 0) return false;
  const read = await ensureTopics(kafka, { ...plan, inputs: [topic], outputs: [] });
  for (const created of [...kept.created, ...read.created]) context.logger.info({ topic: created }, 'topic created');
  for (const warning of [...kept.warnings, ...read.warnings]) context.logger.warn(warning);
  return true;
};

/** False, with a warning, where there is nothing to be read. Rejects with the signal's reason once it is given. */
const isReadable = async (parts: RatesParts, topic: string, signal: AbortSignal): Promise<boolean> => {
  const { logger } = parts.context;
  try {
    const there = await withRetries(() => isThere(parts, topic), {
      classify: (error) => (isForbidden(error) ? 'fail' : errorClass(error)),
      signal,
      firstMs: 100,
      maxMs: 10_000,
      onRetry: ({ error, attempt, delayMs }) =>
        logger.warn({ err: error, attempt, delayMs }, `rates: ${messageOf(error)}`),
    });
    if (!there)
      logger.warn({ topic }, 'no exchange rates are read: the topic is missing, and TOPIC_CREATION is forbidden');
    return there;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    logger.warn({ topic, err: error }, NOT_ALLOWED);
    return false;
  }
};

const consumer = ({ kafka, database, settings, context }: RatesParts, topic: string) => {
  const health: RatesHealth = new RatesHealth(() => server.consumerStatus());
  const server: KafkaBatchServer = new KafkaBatchServer({
    kafka,
    progress: new PostgresProgress(database),
    logger: messageFirst(context.logger),
    settings: {
      topics: [topic],
      // A group of its own: rates that fail hold up no events, and the other way round.
      groupId: `${settings.consumer.groupId}-rates`,
      partitionsConsumedConcurrently: 1,
      closeTimeoutMs: CLOSE_CONSUMER_MS,
    },
    events: {
      onFailure: (failure) => {
        health.failed(failure);
        return errorClass(failure.error) === 'retry' ? 'retry' : 'halt';
      },
      onFatal: (error) => {
        if (isForbidden(error)) context.logger.warn({ topic, err: error }, NOT_ALLOWED);
        else context.halt(error);
      },
    },
  });
  return { server, health };
};

const consume = async (parts: RatesParts, topic: string): Promise<Running> => {
  const { database, context } = parts;
  const { server, health } = consumer(parts, topic);
  const rates = new ApplyRates(new PostgresRateStore(database));
  const take = new TakeRates({
    apply: (batch) => rates.apply(batch),
    onApplied: ({ origin }) => {
      if (origin.kind === 'partition') health.succeeded(origin);
    },
    metrics: context.metrics,
  });
  const app = await NestFactory.createMicroservice(RatesModule.register(take), {
    strategy: server,
    logger: new NestLogger(context.logger),
    abortOnError: false,
  });
  context.conditions.watch('rates', health.check);
  await app.listen();
  return { close: () => app.close() };
};

/** Resolves when the signal is given. */
const given = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
    if (signal.aborted) resolve(null);
  });

/** What consumes, or null where nothing does. Never rejects. */
const begun = async (parts: RatesParts, topic: string, signal: AbortSignal): Promise<Running | null> => {
  try {
    // The driver ends its own attempts late; nothing of them touches the store.
    const readable = await Promise.race([isReadable(parts, topic, signal), given(signal)]);
    return readable === true && !signal.aborted ? await consume(parts, topic) : null;
  } catch (error) {
    if (!signal.aborted)
      parts.context.logger.error({ topic, err: error }, `no exchange rates are read: ${messageOf(error)}`);
    return null;
  }
};

/**
 * Consumes exchange rates, where there is a topic of them: in the background, so that the events wait for no rates. A rate
 * replaces the former one of its currency and date, and the position moves in the same transaction. To be closed before
 * the store; that can be done at any time, and never rejects.
 */
export const startRates = (parts: RatesParts): Running => {
  const { topic } = parts.settings.rates;
  if (topic === null) return { close: () => Promise.resolve() };
  const { context } = parts;
  const closing = new AbortController();
  const running = begun(parts, topic, AbortSignal.any([context.ending, closing.signal]));
  return {
    close: async () => {
      closing.abort();
      try {
        await (await running)?.close();
      } catch (error) {
        context.logger.warn({ topic, err: error }, `rates not closed in order: ${messageOf(error)}`);
      }
    },
  };
};
