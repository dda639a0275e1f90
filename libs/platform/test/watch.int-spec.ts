import { afterEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import 'reflect-metadata';
import { createMetrics } from '../src/metrics/create-metrics.ts';
import type { ReadinessCheck } from '../src/health/readiness.ts';
import { WatchModule } from '../src/health/watch-module.ts';

class Store {
  isThere = true;
}

@Module({ providers: [Store], exports: [Store] })
class StoreModule {}

const { registry, refused } = createMetrics({ withProcess: false });

const checkOf = (store: Store): ReadinessCheck => ({
  name: 'database',
  run: () => (store.isThere ? Promise.resolve() : Promise.reject(new Error('gone'))),
});

@Module({
  imports: [
    StoreModule,
    WatchModule.registerAsync({
      imports: [StoreModule],
      inject: [Store],
      useFactory: (store: Store) => ({ checks: [checkOf(store)], registry }),
    }),
  ],
})
class App {}

let app: NestFastifyApplication;

const start = async (module: Parameters<typeof NestFactory.create>[0]): Promise<string> => {
  app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return await app.getUrl();
};

afterEach(async () => {
  await app.close();
});

describe('WatchModule', () => {
  it('answers that the process lives, whatever became of the world', async () => {
    const url = await start(App);
    app.get(Store).isThere = false;
    const response = await fetch(`${url}/health/live`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'live' });
  });

  it('is ready with 200, and not with 503, and tells the state of each check', async () => {
    const url = await start(App);
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'ready', checks: { database: { status: 'up' } } });

    app.get(Store).isThere = false;
    const notReady = await fetch(`${url}/health/ready`);
    expect(notReady.status).toBe(503);
    expect(notReady.headers.get('cache-control')).toBe('no-store');
    expect(await notReady.json()).toMatchObject({
      status: 'not_ready',
      checks: { database: { status: 'down', reason: 'gone' } },
    });
  });

  it('serves the metrics as Prometheus reads them', async () => {
    refused.inc({ code: 'not_json' });
    const url = await start(WatchModule.register({ checks: [], registry }));
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toContain('acv_refused_total{code="not_json"} 1');
  });
});
