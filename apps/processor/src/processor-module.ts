import { type ConsumerStatus, type KafkaClient } from '@app/messaging';
import { Database, PostgresOutbox } from '@app/persistence';
import { type DynamicModule, Module } from '@nestjs/common';
import {
  patiently,
  Relaying,
  Sampling,
  type ServiceContext,
  showLanes,
  StoreModule,
  type UnderPolicy,
} from '@app/host';
import { FoldLoop } from './fold/fold-loop.ts';
import { BatchController } from './ingest/batch-controller.ts';
import { countBatch } from './ingest/count-batch.ts';
import { Ingest } from './ingest/ingest.ts';
import { LagGauges } from './ingest/lag.ts';
import type { PartitionHealth } from './ingest/partition-health.ts';
import type { UseCases } from './use-cases.ts';

export type ProcessorParts = Readonly<{
  context: ServiceContext;
  database: Database;
  kafka: KafkaClient;
  store: UnderPolicy<UseCases>;
  status: () => ConsumerStatus;
  health: PartitionHealth;
}>;

const CONTRACTS_AT_ONCE = 500;

const foldLoop = ({ context, store }: ProcessorParts, relaying: Relaying): FoldLoop =>
  new FoldLoop({
    foldSome: async (signal) => {
      const folded = await patiently('folding', { ...context, signal }, () =>
        store.run(({ fold }) => fold.foldNext(CONTRACTS_AT_ONCE)),
      );
      if (folded > 0) relaying.nudge();
      return folded;
    },
    isFillingUp: (signal) =>
      patiently('folding', { ...context, signal }, () => store.run(({ contracts }) => contracts.isFillingUp())),
    now: () => performance.now(),
    halt: context.halt,
  });

const ingest = (
  { context, store, health }: ProcessorParts,
  loop: FoldLoop,
  relaying: Relaying,
  lag: LagGauges,
): Ingest =>
  new Ingest({
    apply: (batch) => store.run(({ events }) => events.apply(batch)),
    onApplied: (batch, applied, seconds) => {
      countBatch(context.metrics, batch, applied, seconds);
      lag.processed(applied.latestEventTime);
      if (batch.origin.kind === 'partition') health.succeeded(batch.origin);
      loop.nudge();
      if (applied.refusedRecords.length > 0) relaying.nudge();
    },
  });

const sampling = ({ context, store }: ProcessorParts, outbox: PostgresOutbox, lag: LagGauges): Sampling =>
  new Sampling(
    {
      show: () => lag.show(),
      read: async () => {
        context.metrics.staleContracts.set(await store.run(({ contracts }) => contracts.staleCount()));
        showLanes(context.metrics, await outbox.lanes());
      },
    },
    context.logger,
  );

/** What stands between the consumer, which Nest ends first, and the store's connections, which it closes last. */
@Module({})
export class ProcessorModule {
  static register(parts: ProcessorParts): DynamicModule {
    const { context, kafka } = parts;
    return {
      module: ProcessorModule,
      imports: [StoreModule.register(parts.database)],
      controllers: [BatchController],
      providers: [
        {
          provide: LagGauges,
          useFactory: () => new LagGauges(context.metrics, parts.status, () => context.clock.now()),
        },
        { provide: FoldLoop, inject: [Relaying], useFactory: (relaying: Relaying) => foldLoop(parts, relaying) },
        {
          provide: PostgresOutbox,
          inject: [Database],
          useFactory: (database: Database) => new PostgresOutbox(database),
        },
        {
          provide: Ingest,
          inject: [FoldLoop, Relaying, LagGauges],
          useFactory: (loop: FoldLoop, relaying: Relaying, lag: LagGauges) => ingest(parts, loop, relaying, lag),
        },
        {
          provide: Relaying,
          inject: [PostgresOutbox],
          useFactory: (outbox: PostgresOutbox) => new Relaying(outbox, kafka, context),
        },
        {
          provide: Sampling,
          inject: [PostgresOutbox, LagGauges],
          useFactory: (outbox: PostgresOutbox, lag: LagGauges) => sampling(parts, outbox, lag),
        },
      ],
    };
  }
}
