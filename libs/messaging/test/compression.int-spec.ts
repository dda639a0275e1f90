import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTopic, type KafkaService, produceCompressed, startKafka } from '../../../test/services/kafka.ts';
import { consuming, eventually } from './consuming.ts';
import { MemoryProgress } from './memory-progress.ts';

let kafka: KafkaService;

beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(() => kafka.stop());

/** Lines that compress well, badly, and over long distances. */
const lines = Array.from({ length: 3_000 }, (_, n) => {
  const event = `{"id":"evt_${n}","source":"/billing/acme","type":"subscription.created","data":{"quantity":"${n % 7}"}}`;
  return n % 10 === 0 ? event + randomBytes(200).toString('base64') : event.repeat(1 + (n % 3));
});

describe('Records that were compressed with', () => {
  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('%s by a Java client are read', async (codec) => {
    const topic = await createTopic(kafka);
    await produceCompressed(kafka, { topic, codec, lines });
    const progress = new MemoryProgress();
    const { app } = await consuming({ brokers: kafka.brokers, progress, settings: { topics: [topic] } });
    await eventually('all records', () => progress.processed.length === lines.length);
    await app.close();
    expect(progress.values()).toEqual(lines);
  });
});
