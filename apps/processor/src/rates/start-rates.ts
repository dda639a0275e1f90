import { ensureTopics, type KafkaClient, KafkaBatchServer } from '@app/messaging';
import { type Database, PostgresProgress, PostgresRateStore } from '@app/persistence';
import { messageFirst, NestLogger } from '@app/platform';
import { ApplyRates } from '@app/processing';
import { NestFactory } from '@nestjs/core';
import type { Running, ServiceContext } from '../../../service/src/service-context.ts';
import { errorClass, patiently } from '../../../service/src/world.ts';
import { PartitionHealth } from '../ingest/partition-health.ts';
import type { ProcessorSettings } from '../processor-settings.ts';
import { RatesModule } from './rates-module.ts';
import { TakeRates } from './take-rates.ts';

/** A batch of rates is small; the time that a stop may take is the events'. */
const CLOSE_CONSUMER_MS = 1_500;

export type RatesParts = Readonly<{
  kafka: KafkaClient;
  database: Database;
  settings: ProcessorSettings;
  context: ServiceContext;
}>;

const NOT_RUNNING: Running = { close: () => Promise.resolve() };

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

const consumer = ({ kafka, database, settings, context }: RatesParts, topic: string) => {
  const health: PartitionHealth = new PartitionHealth(() => server.consumerStatus());
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
      onFatal: context.halt,
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
  context.conditions.watch('rates', async () => {
    await health.connection();
    await health.partitions();
  });
  await app.listen();
  return { close: () => app.close() };
};

/**
 * Consumes exchange rates, where there is a topic of them. A rate replaces the former one of its currency and date, and
 * the position moves in the same transaction. To be closed before the store.
 */
export const startRates = async (parts: RatesParts): Promise<Running> => {
  const { topic } = parts.settings.rates;
  if (topic === null) return NOT_RUNNING;
  const { context } = parts;
  if (await patiently('rates', { ...context, signal: context.ending }, () => isThere(parts, topic))) {
    return consume(parts, topic);
  }
  context.logger.warn({ topic }, 'no exchange rates are read: the topic is missing, and TOPIC_CREATION is forbidden');
  return NOT_RUNNING;
};
