import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { consumeTopic, createTopic, type KafkaService, startKafka } from '../../../test/services/kafka.ts';
import { kafkaClient, type LaneFailure, OutboxRelay, type RelayOptions } from '../src/index.ts';
import { eventually, numbered, silent } from './consuming.ts';
import { MemoryOutbox } from './memory-outbox.ts';

let service: KafkaService;
const relays: OutboxRelay[] = [];

beforeAll(async () => {
  service = await startKafka();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});
afterAll(() => service.stop());

const start = (outbox: MemoryOutbox, options: Partial<RelayOptions> = {}): OutboxRelay => {
  const kafka = kafkaClient({ brokers: service.brokers.split(','), clientId: 'relay' }, silent);
  const relay = new OutboxRelay({
    outbox,
    kafka,
    logger: silent,
    waitMs: (failures) => Math.min(500, 100 * failures),
    ...options,
  });
  relays.push(relay);
  relay.start();
  return relay;
};

const texts = (rows: Awaited<ReturnType<typeof consumeTopic>>): readonly string[] =>
  rows.map(({ value }) => String(value));

describe('OutboxRelay', () => {
  it('publishes in the order of the numbers, each record once, with its number in ce_sequence', async () => {
    const topic = await createTopic(service);
    const outbox = new MemoryOutbox();
    const values = numbered(3_000);
    for (const value of values) outbox.add(topic, 'key', value);
    start(outbox, { batchRecords: 200 });
    await eventually('an empty outbox', () => outbox.waiting(topic) === 0);
    const rows = await consumeTopic(service, topic, { count: 3_000 });
    expect(texts(rows)).toEqual(values);
    expect(rows.map(({ headers }) => headers['ce_sequence'])).toEqual(values.map((_, index) => String(index + 1)));
  });

  it('keeps the order of a key over partitions', async () => {
    const topic = await createTopic(service, { partitions: 5 });
    const outbox = new MemoryOutbox();
    for (let n = 0; n < 1_000; n += 1) outbox.add(topic, `key-${n % 17}`, String(n));
    start(outbox);
    await eventually('an empty outbox', () => outbox.waiting(topic) === 0);
    const rows = await consumeTopic(service, topic, { count: 1_000 });
    for (let key = 0; key < 17; key += 1) {
      const numbers = rows.filter((row) => String(row.key) === `key-${key}`).map(({ value }) => Number(String(value)));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(
        new Set(rows.filter((row) => String(row.key) === `key-${key}`).map(({ partition }) => partition)).size,
      ).toBe(1);
    }
  });

  it('publishes keys, values and headers byte for byte, and nulls as nulls', async () => {
    const topic = await createTopic(service);
    const outbox = new MemoryOutbox();
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0xc3, 0x28]);
    outbox.add(topic, 'key', bytes, { 'acv.héader': Buffer.from('1:2') });
    outbox.add(topic, null, null);
    start(outbox);
    const rows = await consumeTopic(service, topic, { count: 2 });
    expect(rows[0]).toMatchObject({ value: bytes, headers: { ce_sequence: '1' } });
    expect(Object.values(rows[0]?.headers ?? {})).toContain('1:2');
    expect(rows[1]).toMatchObject({ key: null, value: null });
  });

  it('reports a missing topic, holds up no other, and publishes to it in order once it exists', async () => {
    const present = await createTopic(service);
    const missing = `missing-${randomUUID()}`;
    const outbox = new MemoryOutbox();
    const failures: LaneFailure[] = [];
    for (const value of numbered(50)) outbox.add(missing, 'key', value);
    for (const value of numbered(50)) outbox.add(present, 'key', value);
    start(outbox, { onLaneFailure: (failure) => failures.push(failure) });
    await eventually('the other lane', () => outbox.waiting(present) === 0);
    await eventually('two failures', () => failures.length >= 2);
    expect(outbox.waiting(missing)).toBe(50);
    expect(failures[0]).toMatchObject({ topic: missing, failures: 1, retryInMs: 100 });
    expect(failures.every(({ topic }) => topic === missing)).toBe(true);
    await createTopic(service, { topic: missing });
    await eventually('the lane that was missing', () => outbox.waiting(missing) === 0);
    expect(texts(await consumeTopic(service, missing, { count: 50 }))).toEqual(numbered(50));
  });

  it('sends many records for a topic with a small limit, as long as each one fits', async () => {
    const topic = await createTopic(service, { config: { 'max.message.bytes': '20000' } });
    const outbox = new MemoryOutbox();
    for (let n = 0; n < 20; n += 1) outbox.add(topic, 'key', `${n}`.padEnd(10_000));
    start(outbox);
    await eventually('an empty outbox', () => outbox.waiting(topic) === 0);
    const rows = await consumeTopic(service, topic);
    const order = texts(rows).map((text) => Number(text));
    expect(new Set(order).size).toBe(20);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('stops before a record that its topic refuses, without repeating those before it', async () => {
    const topic = await createTopic(service, { config: { 'max.message.bytes': '5000' } });
    const outbox = new MemoryOutbox();
    const failures: LaneFailure[] = [];
    outbox.add(topic, 'key', 'first');
    outbox.add(topic, 'key', 'second');
    outbox.add(topic, 'key', randomBytes(9_000));
    outbox.add(topic, 'key', 'behind');
    start(outbox, { onLaneFailure: (failure) => failures.push(failure) });
    await eventually('some failures', () => failures.length >= 4);
    expect(outbox.waiting(topic)).toBe(2);
    expect(texts(await consumeTopic(service, topic))).toEqual(['first', 'second']);
  });

  it('publishes the largest record of a source with dead-letter headers to a topic with 64 KiB more', async () => {
    const limit = 1_048_588;
    const topic = await createTopic(service, { config: { 'max.message.bytes': String(limit + 65_536) } });
    const outbox = new MemoryOutbox();
    const value = randomBytes(limit - 100);
    outbox.add(topic, 'key', value, { '__connect.errors.exception.message': Buffer.alloc(60_000, 'x') });
    outbox.add(topic, 'key', Buffer.alloc(5 << 20, 'compressed it came in below the limit; '));
    start(outbox);
    await eventually('an empty outbox', () => outbox.waiting(topic) === 0);
    const rows = await consumeTopic(service, topic, { count: 2 });
    expect(rows[0]?.value?.equals(value)).toBe(true);
    expect(rows[1]?.value?.length).toBe(5 << 20);
  });

  it('reads the outbox at once when nudged', async () => {
    const topic = await createTopic(service);
    const outbox = new MemoryOutbox();
    const relay = start(outbox, { intervalMs: 60_000 });
    await sleep(100);
    outbox.add(topic, 'key', 'value');
    relay.nudge();
    await eventually('an empty outbox', () => outbox.waiting(topic) === 0, 10_000);
  });

  it('has published exactly the records that it has marked when it is stopped', async () => {
    const topic = await createTopic(service);
    const outbox = new MemoryOutbox();
    for (const value of numbered(2_000)) outbox.add(topic, 'key', value);
    const relay = start(outbox, { batchRecords: 50 });
    await eventually('some published', () => outbox.waiting(topic) < 2_000);
    await relay.stop();
    const published = 2_000 - outbox.waiting(topic);
    expect(published).toBeLessThan(2_000);
    const rows = await consumeTopic(service, topic);
    expect(texts(rows)).toEqual(numbered(published));
  });
});
