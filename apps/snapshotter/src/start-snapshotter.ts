import { kafkaClient } from '@app/messaging';
import {
  type Database,
  KeptComparisons,
  lastTakenDay,
  PostgresMissingRates,
  PostgresRevisionArchive,
  PostgresSnapshotStore,
  PostgresTraces,
} from '@app/persistence';
import { NestLogger } from '@app/platform/service';
import {
  lookAhead,
  type MissingRates,
  openStore,
  type PolicyAtHand,
  TakeSnapshots,
  ThinRevisions,
} from '@app/processing';
import { NestFactory } from '@nestjs/core';
import { givenFiles, kafkaConnection, todayIn } from '@app/host';
import {
  makeTopics,
  type OpenBooks,
  openBooks,
  retryExternalFailures,
  type Running,
  type ServiceContext,
  showCertificates,
  UnderPolicy,
} from '@app/host/service';
import { DayTurn } from './day-turn.ts';
import { showMissingRates } from './show-missing-rates.ts';
import { SnapshotterModule, type SnapshotterParts } from './snapshotter-module.ts';
import type { SnapshotterSettings } from './snapshotter-settings.ts';
import { takeOnce } from './take-once.ts';

/** What goes by the policy of the store, also after a restatement. */
type Work = Readonly<{ takes: TakeSnapshots; missingRates: MissingRates }>;

const workUnder = (
  database: Database,
  topic: string,
  { metrics: { stalePeriods }, tracing }: Pick<ServiceContext, 'metrics' | 'tracing'>,
): ((at: PolicyAtHand) => Work) => {
  const kept = new KeptComparisons(database);
  return (at) => ({
    takes: new TakeSnapshots(new PostgresSnapshotStore(database, { ...at, kept }), {
      ...at,
      topic,
      onPeriod: (done, of) => stalePeriods.set(of - done),
      traceparent: tracing.traceparent,
    }),
    missingRates: new PostgresMissingRates(database, at.policy),
  });
};

const takes = async (
  { database, books, at }: OpenBooks,
  { topics }: SnapshotterSettings,
  context: ServiceContext,
): Promise<Pick<SnapshotterParts, 'take' | 'showMissingRates'>> => {
  const { clock, metrics } = context;
  const store = new UnderPolicy(
    at,
    () => openStore(books, null, todayIn(at.policy.timezone, clock)),
    workUnder(database, topics.snapshotsTopic, context),
  );
  const dayTurn = new DayTurn(
    {
      turnDay: (before, today) => books.turnDay(before, today),
      lookAhead: (today) => lookAhead(books, today),
    },
    await lastTakenDay(database),
  );
  const thinning = new ThinRevisions(new PostgresRevisionArchive(database), at.policy.timezone);
  return {
    take: () => takeOnce({ ...context, books, store, dayTurn, thinning, traces: new PostgresTraces(database) }),
    showMissingRates: () =>
      store.run(({ missingRates }) => showMissingRates(metrics, missingRates, todayIn(store.timezone, clock))),
  };
};

/** Waits for the database, then takes snapshots. Only the relay waits for Kafka, with the records in the outbox. */
export const startSnapshotter = async (settings: SnapshotterSettings, context: ServiceContext): Promise<Running> => {
  const { logger, ending } = context;
  const files = await givenFiles(settings.policy);
  await showCertificates(settings, context.metrics);
  const kafka = kafkaClient(await kafkaConnection(settings.kafka), logger);
  const opened = await openBooks(settings.database, files, context);
  const { snapshotsTopic, contractsTopic } = settings.topics;
  retryExternalFailures('topics', { ...context, signal: ending }, () =>
    makeTopics(kafka, { inputs: [], outputs: [snapshotsTopic, contractsTopic] }, settings.topicCreation, logger),
  ).catch((error: unknown) => (ending.aborted ? undefined : context.halt(error)));
  const module = SnapshotterModule.register({
    context,
    kafka,
    database: opened.database,
    snapshotsTopic,
    intervalMs: settings.snapshots.takeIntervalMs,
    ...(await takes(opened, settings, context)),
  });
  const app = await NestFactory.createApplicationContext(module, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  return { close: () => app.close() };
};
