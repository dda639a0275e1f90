import type { KafkaClient } from '@app/messaging';
import { Database, doManyEventsWait, PostgresOutbox, readStoreVitals } from '@app/persistence';
import { type DynamicModule, Module } from '@nestjs/common';
import {
  CatchUpWatch,
  Relaying,
  retryExternalFailures,
  Sampling,
  type ServiceContext,
  showLanes,
  StoreModule,
} from '@app/host/service';
import { showVitals } from './show-vitals.ts';
import { TakeLoop } from './take-loop.ts';

export type SnapshotterParts = Readonly<{
  context: ServiceContext;
  database: Database;
  kafka: KafkaClient;
  /** The topic of the revisions that takes write. */
  snapshotsTopic: string;
  intervalMs: number;
  /** Resolves with whether revisions were written. */
  take: () => Promise<boolean>;
  showMissingRates: () => Promise<void>;
}>;

const takeLoop = (
  { context, database, snapshotsTopic, intervalMs, take }: SnapshotterParts,
  relaying: Relaying,
): TakeLoop =>
  new TakeLoop({
    take: async (signal) => {
      if (await retryExternalFailures('takes', { ...context, signal }, take)) relaying.nudge(snapshotsTopic);
    },
    intervalMs,
    areFoldsBehind: (signal) =>
      retryExternalFailures('takes', { ...context, signal }, () => doManyEventsWait(database)),
    now: () => performance.now(),
    halt: context.halt,
  });

const sampling = ({ context, database, showMissingRates }: SnapshotterParts, outbox: PostgresOutbox): Sampling => {
  const catchUp = new CatchUpWatch(database, context);
  return new Sampling(
    {
      show: () => undefined,
      read: async () => {
        await catchUp.look();
        await showMissingRates();
        showLanes(context.metrics, await outbox.lanes());
        showVitals(context.metrics, await readStoreVitals(database));
      },
    },
    context.logger,
  );
};

/** The application of takes and relay. Nest closes the store's connections after both. */
@Module({})
export class SnapshotterModule {
  static register(parts: SnapshotterParts): DynamicModule {
    const { context, kafka, database } = parts;
    return {
      module: SnapshotterModule,
      imports: [StoreModule.register(database)],
      providers: [
        { provide: TakeLoop, inject: [Relaying], useFactory: (relaying: Relaying) => takeLoop(parts, relaying) },
        { provide: PostgresOutbox, inject: [Database], useFactory: (store: Database) => new PostgresOutbox(store) },
        {
          provide: Relaying,
          inject: [PostgresOutbox],
          useFactory: (outbox: PostgresOutbox) => new Relaying(outbox, kafka, context),
        },
        {
          provide: Sampling,
          inject: [PostgresOutbox],
          useFactory: (outbox: PostgresOutbox) => sampling(parts, outbox),
        },
      ],
    };
  }
}
