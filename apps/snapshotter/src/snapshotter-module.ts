import type { KafkaClient } from '@app/messaging';
import { Database, PostgresOutbox } from '@app/persistence';
import { type DynamicModule, Module } from '@nestjs/common';
import { Relaying, showLanes } from '../../service/src/relaying.ts';
import { Sampling } from '../../service/src/sampling.ts';
import type { ServiceContext } from '../../service/src/service-context.ts';
import { StoreModule } from '../../service/src/store-module.ts';
import { patiently } from '../../service/src/world.ts';
import { TakeLoop } from './take-loop.ts';

export type SnapshotterParts = Readonly<{
  context: ServiceContext;
  database: Database;
  kafka: KafkaClient;
  intervalMs: number;
  take: () => Promise<void>;
}>;

const takeLoop = ({ context, intervalMs, take }: SnapshotterParts): TakeLoop =>
  new TakeLoop({
    take: (signal) => patiently('takes', { ...context, signal }, take),
    intervalMs,
    halt: context.halt,
  });

/** Takes and relay stand on the store, whose connections Nest closes last. */
@Module({})
export class SnapshotterModule {
  static register(parts: SnapshotterParts): DynamicModule {
    const { context, kafka, database } = parts;
    return {
      module: SnapshotterModule,
      imports: [StoreModule.register(database)],
      providers: [
        { provide: TakeLoop, useFactory: () => takeLoop(parts) },
        { provide: PostgresOutbox, inject: [Database], useFactory: (store: Database) => new PostgresOutbox(store) },
        {
          provide: Relaying,
          inject: [PostgresOutbox],
          useFactory: (outbox: PostgresOutbox) => new Relaying(outbox, kafka, context),
        },
        {
          provide: Sampling,
          inject: [PostgresOutbox],
          useFactory: (outbox: PostgresOutbox) =>
            new Sampling(async () => showLanes(context.metrics, await outbox.lanes()), context.logger),
        },
      ],
    };
  }
}
