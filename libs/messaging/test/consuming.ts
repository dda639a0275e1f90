import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger, type Logger } from '@app/platform';
import type { IncomingBatch } from '@app/processing';
import { Controller, type INestMicroservice, Module, UseFilters } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { KafkaBatchServer, OnBatch, RethrowFilter } from '../src/consumer/index.ts';
import { type ConsumerEvents, type ConsumerSettings, kafkaClient } from '../src/index.ts';
import type { MemoryProgress } from './memory-progress.ts';

export const silent = createLogger({ name: 'test', level: 'silent' });

export type Handling = (batch: IncomingBatch) => Promise<void>;

export type Consuming = Readonly<{ server: KafkaBatchServer; app: INestMicroservice }>;

type ConsumingOptions = Readonly<{
  brokers: string;
  progress: MemoryProgress;
  settings: Partial<ConsumerSettings> & Pick<ConsumerSettings, 'topics'>;
  /** The work of the controller. Default: the batch is applied to the progress. */
  handle?: Handling;
  events?: ConsumerEvents;
  logger?: Logger;
  /** Default: that of the product. */
  requestTimeoutMs?: number;
}>;

/** Starts a Nest microservice with one controller, as the processor does. */
export async function consuming({
  brokers,
  progress,
  settings,
  handle,
  events,
  ...more
}: ConsumingOptions): Promise<Consuming> {
  const handling: Handling = handle ?? (async (batch) => progress.apply(batch));

  @Controller()
  @UseFilters(RethrowFilter)
  class Batches {
    @OnBatch()
    handle(batch: IncomingBatch): Promise<void> {
      return handling(batch);
    }
  }

  @Module({ controllers: [Batches] })
  class Root {}

  const timeout = more.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: more.requestTimeoutMs };
  const connection = { brokers: brokers.split(','), clientId: 'test', ...timeout };
  const server = new KafkaBatchServer({
    kafka: kafkaClient(connection, silent),
    progress,
    settings: { groupId: `group-${randomUUID()}`, watchIntervalMs: 500, hintIntervalMs: 200, ...settings },
    logger: more.logger ?? silent,
    ...(events ? { events } : {}),
  });
  const app = await NestFactory.createMicroservice(Root, { strategy: server, logger: false });
  await app.listen();
  return { server, app };
}

/** Waits until the condition holds. Throws with its description otherwise. */
export async function eventually(
  description: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 30_000,
): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`Not within ${withinMs} ms: ${description}`);
    await sleep(50);
  }
}

export const numbered = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `value-${from + index}`);
