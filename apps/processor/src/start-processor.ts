import { type KafkaClient, kafkaClient } from '@app/messaging';
import { KafkaBatchServer } from '@app/messaging/consumer';
import { type Database, DATABASE_DEFAULTS, keepTopics, PostgresProgress } from '@app/persistence';
import { NestLogger } from '@app/platform/service';
import { openStore, tallyOutcomes } from '@app/processing';
import { NestFactory } from '@nestjs/core';
import { givenFiles, kafkaConnection, todayIn } from '@app/host';
import {
  errorClass,
  makeTopics,
  openBooks,
  retryExternalFailures,
  type Running,
  type ServiceContext,
  showCertificates,
  UnderPolicy,
} from '@app/host/service';
import { feedReport } from './ingest/feed-report.ts';
import { showCompacted } from './ingest/show-compacted.ts';
import { topicTranslations } from './ingest/topic-translations.ts';
import { PartitionHealth } from './ingest/partition-health.ts';
import { ProcessorModule } from './processor-module.ts';
import type { ProcessorSettings } from './processor-settings.ts';
import { seeRates, startRates } from './rates/start-rates.ts';
import { useCasesUnder } from './use-cases.ts';

/** How long the consumer waits for the current batch. The rest of ten seconds is for folds, relay and store. */
const CLOSE_CONSUMER_MS = 6_000;

/** A frozen process must lose its transaction, and the locks in it, before its partitions are assigned to another. */
const idleInTransactionMs = ({ consumer }: ProcessorSettings): number =>
  Math.min(DATABASE_DEFAULTS.idleInTransactionMs, Math.floor((consumer.sessionTimeoutMs * 2) / 3));

const topicsRead = ({ consumer, rates }: ProcessorSettings): readonly string[] =>
  rates.topic === null ? consumer.inputTopics : [...consumer.inputTopics, rates.topic];

type Consuming = Readonly<{
  kafka: KafkaClient;
  database: Database;
  settings: ProcessorSettings;
  context: ServiceContext;
}>;

const consumer = ({ kafka, database, settings, context }: Consuming) => {
  const health: PartitionHealth = new PartitionHealth(() => server.consumerStatus());
  const server: KafkaBatchServer = new KafkaBatchServer({
    kafka,
    progress: new PostgresProgress(database),
    logger: context.logger,
    settings: {
      topics: settings.consumer.inputTopics,
      groupId: settings.consumer.groupId,
      sessionTimeoutMs: settings.consumer.sessionTimeoutMs,
      partitionsConsumedConcurrently: settings.consumer.partitionsAtOnce,
      maxBytesPerPartition: settings.consumer.fetchMaxBytesPerPartition,
      batchMaxRecords: settings.consumer.batchMaxRecords,
      closeTimeoutMs: CLOSE_CONSUMER_MS,
    },
    events: {
      onFailure: ({ error }) => (errorClass(error) === 'retry' ? 'retry' : 'halt'),
      onLost: (error) => (errorClass(error) === 'setting' ? 'halt' : 'retry'),
      onFatal: context.halt,
    },
  });
  return { server, health };
};

/** Waits for database and brokers, then consumes. Nest ends the consumer, then folds and relay, then the store. */
export const startProcessor = async (settings: ProcessorSettings, context: ServiceContext): Promise<Running> => {
  const { logger, readiness, clock, tracing, ending } = context;
  readiness.down('kafka', 'not connected yet');
  const files = await givenFiles(settings.policy);
  const outcomes = tallyOutcomes();
  const translations = await topicTranslations(settings.consumer, context.metrics, outcomes.add);
  await showCertificates(settings, context.metrics);
  const kafka = kafkaClient(await kafkaConnection(settings.kafka), logger);
  const inputs = settings.consumer.inputTopics;
  const outputs = [settings.topics.snapshotsTopic, settings.topics.contractsTopic];
  const { database, books, at } = await openBooks(
    { ...settings.database, idleInTransactionMs: idleInTransactionMs(settings) },
    files,
    context,
  );
  await retryExternalFailures('kafka', { ...context, signal: ending }, async () => {
    const report = await makeTopics(kafka, { inputs, outputs }, settings.topicCreation, logger);
    showCompacted(report, context);
    await keepTopics(database, topicsRead(settings));
  });
  await seeRates({ kafka, database, settings, context });

  const { server, health } = consumer({ kafka, database, settings, context });
  const store = new UnderPolicy(
    at,
    () => openStore(books, null, todayIn(at.policy.timezone, clock)),
    useCasesUnder(database, {
      contractsTopic: settings.topics.contractsTopic,
      clock,
      tracing,
      translations,
      folding: {
        budgetMs: settings.fold.budgetMs,
        // The id is in the message: without it nobody could find the contract.
        onSetAside: ({ contractId, reason, costMs, attempts, nextAttemptAt }) =>
          logger.warn(
            { costMs, attempts, nextAttemptAt },
            `contract ${contractId} is set aside: ${reason}; its latest events are in no figure`,
          ),
      },
    }),
  );
  const module = ProcessorModule.register({
    context,
    database,
    kafka,
    contractsTopic: settings.topics.contractsTopic,
    store,
    status: () => server.consumerStatus(),
    onCaughtUp: async () => {
      const counts = outcomes.counts();
      if (counts.payloads === 0) return;
      const { worth, day } = await store.run(({ worthToday }) => worthToday());
      logger.info(feedReport(counts, worth, day), 'what became of the payloads, and what the contracts are worth');
    },
  });
  const app = await NestFactory.createMicroservice(module, {
    strategy: server,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  readiness.watch('kafka', health.connection);
  readiness.watch('partitions', health.partitions);
  await app.listen();
  const rates = startRates({ kafka, database, settings, context });
  return {
    close: async () => {
      await rates.close();
      await app.close();
    },
  };
};
