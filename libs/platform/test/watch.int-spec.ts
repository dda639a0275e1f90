import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import 'reflect-metadata';
import { createMetrics } from '../src/metrics/create-metrics.ts';
import type { ReadinessCheck } from '../src/health/readiness.ts';
import { WatchModule } from '../src/health/watch-module.ts';

const { registry, refused } = createMetrics({ withProcess: false });

const store = { isThere: true };

const database: ReadinessCheck = {
  name: 'database',
  run: () => (store.isThere ? Promise.resolve() : Promise.reject(new Error('gone'))),
};

let app: NestFastifyApplication;

const start = async (): Promise<string> => {
  const module = WatchModule.register({ checks: [database], notes: { catching_up: 'soon done' }, registry });
  app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return await app.getUrl();
};

beforeEach(() => {
  store.isThere = true;
});
afterEach(async () => {
  await app.close();
});

describe('WatchModule', () => {
  it('answers that the process is live, whatever its dependencies do', async () => {
    const url = await start();
    store.isThere = false;
    const response = await fetch(`${url}/health/live`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'live' });
  });

  it('answers 200 when ready, 503 when not, with the state of each check and the notes', async () => {
    const url = await start();
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      checks: { database: { status: 'up' } },
      notes: { catching_up: 'soon done' },
    });

    store.isThere = false;
    const notReady = await fetch(`${url}/health/ready`);
    expect(notReady.status).toBe(503);
    expect(notReady.headers.get('cache-control')).toBe('no-store');
    expect(await notReady.json()).toMatchObject({
      status: 'not_ready',
      checks: { database: { status: 'down', reason: 'gone' } },
      notes: { catching_up: 'soon done' },
    });
  });

  it('serves the metrics in the format of Prometheus', async () => {
    refused.inc({ code: 'not_json' });
    const url = await start();
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toContain('acv_refused_total{code="not_json"} 1');
  });
});
