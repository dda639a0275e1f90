import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalBroker, startLocalBroker } from '../services/broker/local-broker.ts';
import { consumeTopic, createTopic } from '../services/kafka.ts';
import { deliver, type Receiving, receiving } from '../../apps/webhooks/test/receiving.ts';

let broker: LocalBroker;
const running: Receiving[] = [];

beforeAll(async () => {
  broker = await startLocalBroker();
});
afterEach(() => Promise.all(running.splice(0).map(({ close }) => close())));
afterAll(() => broker.stop());

const start = async (environment: Readonly<Record<string, string>> = {}) => {
  const topic = await createTopic(broker, { prefix: 'billing', partitions: 3 });
  const webhooks = await receiving(broker.brokers, topic, environment);
  running.push(webhooks);
  return { topic, webhooks };
};

const storedIn = async (topic: string): Promise<ReadonlySet<string>> =>
  new Set((await consumeTopic(broker, topic)).map(({ value }) => String(value)));

const deliverUntilTaken = async (webhooks: Receiving, body: string): Promise<void> => {
  while ((await deliver(webhooks, body)).status !== 200) await sleep(200);
};

describe('A broker that is frozen', () => {
  it('makes the answer 503 within the patience of the vendor, and readiness says that it is gone', async () => {
    const { topic, webhooks } = await start({ STRIPE_WEBHOOK_PATIENCE: '2s' });
    expect((await deliver(webhooks, '{"n":0}')).status).toBe(200);
    await broker.kill('SIGSTOP');
    const answers = await Promise.all(['{"n":1}', '{"n":2}'].map((body) => deliver(webhooks, body)));
    expect(answers).toEqual([
      { status: 503, retryAfter: '10', ms: expect.any(Number) },
      { status: 503, retryAfter: '10', ms: expect.any(Number) },
    ]);
    expect(Math.min(...answers.map(({ ms }) => ms))).toBeGreaterThan(1_000);
    expect(await webhooks.checks()).toBe('not_ready');
    await broker.kill('SIGCONT');
    await deliverUntilTaken(webhooks, '{"n":3}');
    expect(await webhooks.checks()).toBe('ready');
    const stored = await storedIn(topic);
    expect([stored.has('{"n":0}'), stored.has('{"n":3}')]).toEqual([true, true]);
  });

  it('holds up no end for longer than ten seconds, and nobody is told that a webhook was stored', async () => {
    const { webhooks } = await start({ STRIPE_WEBHOOK_PATIENCE: '60s' });
    await deliver(webhooks, '{"n":0}');
    await broker.kill('SIGSTOP');
    const pending = deliver(webhooks, '{"n":1}');
    await sleep(500);
    running.splice(0);
    const began = performance.now();
    await webhooks.close();
    expect(performance.now() - began).toBeLessThan(9_500);
    expect((await pending).status).toBe(503);
    await broker.kill('SIGCONT');
  });

  it('fills no memory: above the most bytes that may wait the answer is 503 at once', async () => {
    const { webhooks } = await start({ STRIPE_WEBHOOK_PATIENCE: '4s', WEBHOOKS_MAX_WAITING_BYTES: '1048576' });
    await deliver(webhooks, '{"n":0}');
    await broker.kill('SIGSTOP');
    const pending = [deliver(webhooks, `"${'x'.repeat(600_000)}"`)];
    await sleep(500);
    const refused = await deliver(webhooks, `"${'y'.repeat(600_000)}"`);
    expect(refused.status).toBe(503);
    expect(refused.ms).toBeLessThan(2_000);
    await Promise.all(pending);
    await broker.kill('SIGCONT');
    await deliverUntilTaken(webhooks, '{"n":1}');
  });
});

describe('A broker that is killed under load', () => {
  it('loses no webhook that was answered with 200', async () => {
    const { topic, webhooks } = await start({ STRIPE_WEBHOOK_PATIENCE: '3s', WEBHOOKS_REQUESTS_PER_MINUTE: '6000000' });
    const accepted: string[] = [];
    let refused = 0;
    let isOver = false;
    let next = 0;
    const sender = async (): Promise<void> => {
      while (!isOver) {
        const body = `{"n":${(next += 1)},"data":{"object":{"id":"sub_${next % 50}"}}}`;
        const { status } = await deliver(webhooks, body);
        if (status === 200) accepted.push(body);
        else refused += 1;
      }
    };
    const senders = Array.from({ length: 20 }, sender);
    for (let round = 0; round < 3; round += 1) {
      await sleep(1_500);
      await broker.kill('SIGKILL');
      await sleep(4_000);
      await broker.restart();
    }
    const before = accepted.length;
    while (accepted.length < before + 200) await sleep(50);
    isOver = true;
    await Promise.all(senders);
    expect(refused).toBeGreaterThan(0);
    const stored = await storedIn(topic);
    expect(accepted.filter((body) => !stored.has(body))).toEqual([]);
  });
});
