import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalBroker, startLocalBroker } from '../../../test/services/broker/local-broker.ts';
import { consumeTopic, createTopic, produce } from '../../../test/services/kafka.ts';
import { kafkaClient, OutboxRelay } from '../src/index.ts';
import { consuming, eventually, numbered, silent } from './consuming.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import { MemoryProgress } from './memory-progress.ts';

let broker: LocalBroker;

beforeAll(async () => {
  broker = await startLocalBroker();
});
afterAll(() => broker.stop());

describe('A broker that is killed and comes back', () => {
  it('is read from where it was, with no record lost or repeated', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(broker, { partitions: 2 });
    const values = numbered(1_000).map((value) => ({ partition: 0, value }));
    await produce(broker, topic, values.slice(0, 500));
    const { app, server } = await consuming({
      brokers: broker.brokers,
      progress,
      settings: { topics: [topic], batchMaxRecords: 20 },
      handle: async (batch) => {
        await sleep(30);
        progress.apply(batch);
      },
    });
    await eventually('some records', () => progress.processed.length >= 100);
    await broker.kill('SIGKILL');
    await sleep(3_000);
    await broker.restart();
    await produce(broker, topic, values.slice(500));
    await eventually('all records', () => progress.processed.length >= 1_000, 60_000);
    expect(progress.values()).toEqual(numbered(1_000));
    expect(server.consumerStatus()).toMatchObject({ isConnected: true, fatal: null });
    await app.close();
  });

  it('gets every record of the outbox, in order for subscribers that keep the highest ce_sequence', async () => {
    const topic = await createTopic(broker);
    const outbox = new MemoryOutbox();
    for (const value of numbered(3_000)) outbox.add(topic, 'key', value);
    const kafka = kafkaClient({ brokers: [broker.brokers], clientId: 'relay' }, silent);
    const relay = new OutboxRelay({ outbox, kafka, logger: silent, batchRecords: 10 });
    relay.start();
    await eventually('some published', () => outbox.waiting(topic) < 2_800);
    await broker.kill('SIGKILL');
    await sleep(2_000);
    await broker.restart();
    await eventually('an empty outbox', () => outbox.waiting(topic) === 0, 60_000);
    await relay.stop();
    const rows = await consumeTopic(broker, topic);
    const seen = new Set<string>();
    const firsts = rows.map(({ value }) => String(value)).filter((value) => !seen.has(value) && seen.add(value));
    expect(firsts).toEqual(numbered(3_000));
  });
});

describe('A broker that is frozen and thawed', () => {
  it('is read from where it was: whatever the driver makes of it, the consumer joins its group again', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(broker);
    const values = numbered(200).map((value) => ({ partition: 0, value }));
    await produce(broker, topic, values.slice(0, 100));
    const lost: Error[] = [];
    const { app, server } = await consuming({
      brokers: broker.brokers,
      progress,
      settings: { topics: [topic], sessionTimeoutMs: 6_000 },
      // Requests give up soon, so that the driver's own retries are used up within the freeze.
      requestTimeoutMs: 1_000,
      events: {
        onLost: (error) => {
          lost.push(error);
          return 'retry';
        },
      },
    });
    await eventually('some records', () => progress.processed.length === 100);
    await broker.kill('SIGSTOP');
    await eventually('a lost membership', () => lost.length >= 2, 120_000);
    expect(server.consumerStatus()).toMatchObject({ isConnected: false, lost: expect.any(Error), partitions: [] });
    await broker.kill('SIGCONT');
    await eventually('a membership', () => server.consumerStatus().isConnected, 60_000);
    await produce(broker, topic, values.slice(100));
    await eventually('all records', () => progress.processed.length >= 200, 60_000);
    expect(progress.values()).toEqual(numbered(200));
    expect(server.consumerStatus()).toMatchObject({ lost: null, fatal: null });
    await app.close();
  });
});
