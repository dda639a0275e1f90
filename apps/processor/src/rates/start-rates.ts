import { ensureTopics, type KafkaClient, seeTopic } from '@app/messaging';
import { KafkaBatchServer } from '@app/messaging/consumer';
import { type Database, keepTopics, PostgresProgress, PostgresRateStore } from '@app/persistence';
import { backoff, messageOf, whenAborted, withRetries } from '@app/platform';
import { NestLogger } from '@app/platform/service';
import { ApplyRates } from '@app/processing';
import { NestFactory } from '@nestjs/core';
import { errorClass, type Running, type ServiceContext } from '@app/host/service';
import type { ProcessorSettings } from '../processor-settings.ts';
import { isForbidden } from './is-forbidden.ts';
import { RatesHealth } from './rates-health.ts';
import { RatesModule } from './rates-module.ts';

/** Short, because a batch of rates is small and the time of a stop belongs to the events. */
const CLOSE_CONSUMER_MS = 1_500;

const FORBIDDEN = 'no exchange rates are read: Kafka forbids it';

/** The parts of the processor that the consumer of rates shares. */
export type RatesSurroundings = Readonly<{
  kafka: KafkaClient;
  database: Database;
  settings: ProcessorSettings;
  context: ServiceContext;
}>;

/** Whether the topic exists or could be created: compacted, with a dead-letter topic of its own. */
const exists = async ({ kafka, settings, context }: RatesSurroundings, topic: string): Promise<boolean> => {
  const { creation, partitions, replication } = settings.topicCreation;
  const plan = {
    mayCreate: creation === 'allowed',
    partitions,
    ...(replication === null ? {} : { replicationFactor: replication }),
  };
  // The topic is planned twice: as an output, which makes it compacted, then as an input, which adds its dead-letter
  // topic.
  const compacted = await ensureTopics(kafka, { ...plan, inputs: [], outputs: [topic] });
  if (compacted.missing.length > 0) return false;
  const read = await ensureTopics(kafka, { ...plan, inputs: [topic], inputsAreStates: true, outputs: [] });
  for (const created of [...compacted.created, ...read.created])
    context.logger.info({ topic: created }, 'topic created');
  for (const warning of [...compacted.warnings, ...read.warnings]) context.logger.warn(warning);
  return true;
};

/** Whether the topic can be read; if not, a warning says why. Rejects with the signal's reason once it is aborted. */
const isReadable = async (parts: RatesSurroundings, topic: string, signal: AbortSignal): Promise<boolean> => {
  const { logger } = parts.context;
  try {
    const isThere = await withRetries(() => exists(parts, topic), {
      classify: (error) => (isForbidden(error) ? 'setting' : errorClass(error)),
      signal,
      waitMs: backoff({ firstMs: 100, maxMs: 10_000 }),
      onRetry: ({ error, attempt, delayMs }) =>
        logger.warn({ err: error, attempt, delayMs }, `rates: ${messageOf(error)}`),
    });
    if (!isThere)
      logger.warn({ topic }, 'no exchange rates are read: the topic is missing, and TOPIC_CREATION is forbidden');
    return isThere;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    logger.warn({ topic, err: error }, FORBIDDEN);
    return false;
  }
};

/** Lets no figures wait for rates that cannot be read. */
const forgetRates = async ({ database, settings, context }: RatesSurroundings): Promise<void> => {
  try {
    await keepTopics(database, settings.consumer.inputTopics);
  } catch (error) {
    context.logger.warn({ err: error }, `rates: ${messageOf(error)}`);
  }
};

const consumer = ({ kafka, database, settings, context }: RatesSurroundings, topic: string) => {
  const health: RatesHealth = new RatesHealth(() => server.consumerStatus());
  const server: KafkaBatchServer = new KafkaBatchServer({
    kafka,
    progress: new PostgresProgress(database),
    logger: context.logger,
    settings: {
      topics: [topic],
      // A group of its own, so failing rates do not hold up events, nor events rates.
      groupId: `${settings.consumer.groupId}-rates`,
      partitionsConsumedConcurrently: 1,
      closeTimeoutMs: CLOSE_CONSUMER_MS,
    },
    events: {
      onFailure: ({ error }) => (errorClass(error) === 'retry' ? 'retry' : 'halt'),
      onLost: (error) => (isForbidden(error) || errorClass(error) === 'setting' ? 'halt' : 'retry'),
      onFatal: (error) => {
        if (isForbidden(error)) {
          context.logger.warn({ topic, err: error }, FORBIDDEN);
          void forgetRates({ kafka, database, settings, context });
        } else context.halt(error);
      },
    },
  });
  return { server, health };
};

const consume = async (parts: RatesSurroundings, topic: string): Promise<Running> => {
  const { database, context } = parts;
  const { server, health } = consumer(parts, topic);
  const rates = new ApplyRates(new PostgresRateStore(database));
  const app = await NestFactory.createMicroservice(RatesModule.register({ rates, metrics: context.metrics }), {
    strategy: server,
    logger: new NestLogger(context.logger),
    abortOnError: false,
  });
  context.readiness.watch('rates', health.check);
  await app.listen();
  return { close: () => app.close() };
};

/** The running consumer. Null: no rates are read. Never rejects. */
const begun = async (parts: RatesSurroundings, topic: string, signal: AbortSignal): Promise<Running | null> => {
  try {
    // The race ends a close early: the driver may still be in an attempt, which does not touch the store.
    const readable = await Promise.race([isReadable(parts, topic, signal), whenAborted(signal)]);
    if (readable === false) await forgetRates(parts);
    return readable === true && !signal.aborted ? await consume(parts, topic) : null;
  } catch (error) {
    if (signal.aborted) return null;
    parts.context.logger.error({ topic, err: error }, `no exchange rates are read: ${messageOf(error)}`);
    await forgetRates(parts);
    return null;
  }
};

/**
 * Stores where the topic of rates ends, before events are read: figures of a first load wait for both. One attempt,
 * because events do not wait for rates; the consumer of rates looks again.
 */
export const seeRates = async ({ kafka, database, settings, context }: RatesSurroundings): Promise<void> => {
  const { topic } = settings.rates;
  if (topic === null) return;
  try {
    await seeTopic(kafka, new PostgresProgress(database), topic);
  } catch (error) {
    context.logger.warn({ topic, err: error }, `rates: ${messageOf(error)}`);
  }
};

/**
 * Consumes exchange rates if a topic is set, in the background, so events do not wait for rates. A rate replaces the
 * earlier one of its currency and date, and the progress moves in the same transaction. Close it before the store, at
 * any time; `close` never rejects.
 */
export const startRates = (parts: RatesSurroundings): Running => {
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
        context.logger.warn({ topic, err: error }, `the consumer of rates did not close in order: ${messageOf(error)}`);
      }
    },
  };
};
