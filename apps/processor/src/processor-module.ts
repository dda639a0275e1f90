import type { ConsumerStatus, KafkaClient } from '@app/messaging';
import { Database, PostgresOutbox, PostgresRefusedEvents, PostgresTraces } from '@app/persistence';
import { type DynamicModule, Module } from '@nestjs/common';
import {
  CatchUpWatch,
  Relaying,
  retryExternalFailures,
  Sampling,
  type ServiceContext,
  showLanes,
  StoreModule,
  type UnderPolicy,
} from '@app/host/service';
import { CONTRACTS_PER_FOLD, FoldLoop } from './fold/fold-loop.ts';
import { RetryLoop } from './fold/retry-loop.ts';
import { BatchController, BatchParts } from './ingest/batch-controller.ts';
import { LagGauges } from './ingest/lag.ts';
import type { UseCases } from './use-cases.ts';

export type ProcessorParts = Readonly<{
  context: ServiceContext;
  database: Database;
  kafka: KafkaClient;
  /** The topic of the records that folds write. */
  contractsTopic: string;
  store: UnderPolicy<UseCases>;
  status: () => ConsumerStatus;
  /** Called each time the store has caught up. */
  onCaughtUp: () => Promise<void>;
}>;

const foldLoop = ({ context, database, contractsTopic, store }: ProcessorParts, relaying: Relaying): FoldLoop => {
  const traces = new PostgresTraces(database);
  const spanOfFold = {
    name: 'fold',
    about: () => traces.unfolded(),
    said: (contracts: number) => (contracts === 0 ? null : { contracts }),
  };
  return new FoldLoop({
    foldSome: async (signal) => {
      const folded = await retryExternalFailures('folding', { ...context, signal }, () =>
        context.tracing.span(spanOfFold, () => store.run(({ fold }) => fold.foldNext(CONTRACTS_PER_FOLD))),
      );
      if (folded > 0) relaying.nudge(contractsTopic);
      return folded;
    },
    isFillingUp: (signal) =>
      retryExternalFailures('folding', { ...context, signal }, () =>
        store.run(({ contracts }) => contracts.isFillingUp()),
      ),
    now: () => performance.now(),
    halt: context.halt,
  });
};

const retryLoop = ({ context, contractsTopic, store }: ProcessorParts, relaying: Relaying): RetryLoop =>
  new RetryLoop({
    retry: async (signal) => {
      const folded = await retryExternalFailures('folding', { ...context, signal }, () =>
        store.run(({ fold }) => fold.retryDue(signal)),
      );
      if (folded > 0) relaying.nudge(contractsTopic);
    },
    halt: context.halt,
  });

/** They are reset first, because a code of which none waits is left out. */
const showRefused = (
  { refusedWaiting }: ServiceContext['metrics'],
  waiting: Awaited<ReturnType<PostgresRefusedEvents['waiting']>>,
): void => {
  refusedWaiting.reset();
  for (const { code, count } of waiting) refusedWaiting.set({ code }, count);
};

const sampling = (
  { context, database, store, onCaughtUp }: ProcessorParts,
  outbox: PostgresOutbox,
  lag: LagGauges,
): Sampling => {
  const catchUp = new CatchUpWatch(database, context, onCaughtUp);
  const refused = new PostgresRefusedEvents(database);
  return new Sampling(
    {
      show: () => lag.show(),
      read: async () => {
        await catchUp.look();
        context.metrics.staleContracts.set(await store.run(({ contracts }) => contracts.staleCount()));
        const setAside = await store.run(({ contracts }) => contracts.setAside());
        context.metrics.contractsSetAside.set(setAside.length);
        showRefused(context.metrics, await refused.waiting());
        showLanes(context.metrics, await outbox.lanes());
      },
    },
    context.logger,
  );
};

/** The application between the consumer, which Nest ends first, and the store's connections, which it closes last. */
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
        { provide: RetryLoop, inject: [Relaying], useFactory: (relaying: Relaying) => retryLoop(parts, relaying) },
        {
          provide: PostgresOutbox,
          inject: [Database],
          useFactory: (database: Database) => new PostgresOutbox(database),
        },
        {
          provide: BatchParts,
          inject: [FoldLoop, Relaying, LagGauges],
          useFactory: (folds: FoldLoop, relay: Relaying, lag: LagGauges): BatchParts => ({
            store: parts.store,
            metrics: context.metrics,
            tracing: context.tracing,
            folds,
            relay,
            lag,
          }),
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
