import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalBroker, startLocalBroker } from '../services/broker/local-broker.ts';
import { type App, endApps, eventually, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { loadOf } from './support/load.ts';
import { openStage, settled, type Stage } from './support/stage.ts';
import { isDelivered, startStripeWebhooks } from './support/stripe-webhooks.ts';

const SENDERS = 20;
const CONTRACTS = 200;
const load = loadOf(3_000, CONTRACTS);

let broker: LocalBroker;
let stage: Stage;
let webhooks: App;
/** Deliveries that got no 200, and were sent again as vendors do. */
let unanswered = 0;

const startWebhooks = (): Promise<App> => startStripeWebhooks(stage, stage.input);

/** Sends the lines as a vendor does: each again until it is taken. The bodies are canonical events, so that they count. */
const deliverAll = async (lines: readonly string[]): Promise<void> => {
  const left = lines.values();
  const sender = async (): Promise<void> => {
    for (const body of left) {
      while (!(await isDelivered(webhooks, body))) {
        unanswered += 1;
        await sleep(100);
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
};

const ledger = async (): Promise<number> => {
  const [row] = await stage.query<{ events: string }>('SELECT count(*) AS events FROM ledger').catch(() => []);
  return Number(row?.events ?? 0);
};

const countIn = async (sql: string): Promise<number> => {
  const [row] = await stage.query<{ count: string }>(`SELECT count(*) AS count FROM ${sql}`);
  return Number(row?.count);
};

beforeAll(async () => {
  await built();
  broker = await startLocalBroker();
  stage = await openStage({ kafka: broker });
  webhooks = await startWebhooks();
  await startApp('processor', stage.environment);
  await startApp('snapshotter', stage.environment);
  const sending = deliverAll(load.lines.map(({ value }) => value));
  for (const share of [0.2, 0.5]) {
    await eventually('a part is in the books', async () => (await ledger()) >= load.valid * share);
    await broker.kill('SIGKILL');
    await sleep(3_500);
    await broker.restart();
  }
  await eventually('most is in the books', async () => (await ledger()) >= load.valid * 0.7);
  await webhooks.end('SIGKILL');
  webhooks = await startWebhooks();
  await sending;
  await settled(stage, load.lines.length);
}, 240_000);
afterAll(async () => {
  await endApps();
  await stage.close();
});

describe('Webhooks, with the broker and the service itself killed under load', () => {
  it('were interrupted, or else the suite proves nothing', () => {
    expect(unanswered).toBeGreaterThan(0);
  });

  it('are each in the books once, however often they were sent and stored', async () => {
    expect(await ledger()).toBe(load.valid);
    expect(await countIn('(SELECT DISTINCT source, id FROM ledger) AS event')).toBe(load.valid);
    expect(await countIn('contract')).toBe(CONTRACTS);
  });
});
