import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_POLICY } from '@app/domain';
import { type ConsumerStatus, kafkaClient } from '@app/messaging';
import { BATCH_PATTERN } from '@app/messaging/consumer';
import { Database, DATABASE_DEFAULTS, PostgresBooks } from '@app/persistence';
import { createLogger, SystemClock, NO_TRACING } from '@app/platform';
import { createMetrics } from '@app/platform/service';
import { openStore } from '@app/processing';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import {
  type FreshDatabase,
  freshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../test/services/postgres.ts';
import { todayIn } from '@app/host';
import { type ServiceContext, ServiceReadiness, UnderPolicy } from '@app/host/service';
import { FoldLoop } from '../src/fold/fold-loop.ts';
import { ProcessorModule } from '../src/processor-module.ts';
import { useCasesUnder } from '../src/use-cases.ts';

let service: PostgresService;
let fresh: FreshDatabase;
let database: Database;
const order: string[] = [];

/** A consumer that is slow to end, and notes when it has. */
class SlowConsumer extends Server implements CustomTransportStrategy {
  listen(callback: () => void): void {
    callback();
  }

  async close(): Promise<void> {
    await sleep(100);
    order.push('consumer');
  }

  hasHandler(): boolean {
    return this.messageHandlers.has(BATCH_PATTERN);
  }

  on(): void {}

  unwrap<T>(): T {
    throw new Error('nothing inside');
  }
}

const context: ServiceContext = {
  logger: createLogger({ name: 'test', level: 'silent' }),
  metrics: createMetrics({ withProcess: false }),
  tracing: NO_TRACING,
  readiness: new ServiceReadiness(),
  clock: new SystemClock(),
  ending: new AbortController().signal,
  halt: () => undefined,
};

const status = (): ConsumerStatus => ({
  isConnected: true,
  lost: null,
  partitions: [],
  lastBatchAt: null,
  fatal: null,
});

beforeAll(async () => {
  service = await startPostgres();
  fresh = await freshDatabase(service);
  database = await Database.connect({ ...DATABASE_DEFAULTS, url: fresh.url });
});
afterAll(async () => {
  await fresh.drop();
  await service.stop();
});

it('ends the consumer first, then the folds, and closes the database last', async () => {
  const at = await openStore(new PostgresBooks(database), DEFAULT_POLICY, todayIn('UTC', context.clock));
  const strategy = new SlowConsumer();
  const module = ProcessorModule.register({
    context,
    database,
    status,
    onCaughtUp: () => Promise.resolve(),
    kafka: kafkaClient({ brokers: ['127.0.0.1:1'], clientId: 'none' }, context.logger),
    contractsTopic: 'contracts',
    store: new UnderPolicy(
      at,
      () => Promise.resolve(at),
      useCasesUnder(database, {
        contractsTopic: 'contracts',
        clock: context.clock,
        tracing: context.tracing,
        folding: { budgetMs: 5_000, onSetAside: () => undefined },
        translations: () => new Map(),
      }),
    ),
  });
  const app = await NestFactory.createMicroservice(module, { strategy, logger: false });
  await app.listen();
  expect(strategy.hasHandler()).toBe(true);

  const loop = app.get(FoldLoop);
  const [endFolds, close] = [loop.onModuleDestroy.bind(loop), database.close.bind(database)];
  jest.spyOn(loop, 'onModuleDestroy').mockImplementation(async () => {
    await endFolds();
    await sleep(100);
    order.push('folds');
  });
  jest.spyOn(database, 'close').mockImplementation(async () => {
    order.push('database');
    await close();
  });
  await app.close();
  expect(order).toEqual(['consumer', 'folds', 'database']);
});
