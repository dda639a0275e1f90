import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTopic, type KafkaService, produce, startKafka } from '../../../test/services/kafka.ts';
import { type Consuming, consuming, eventually, numbered } from './consuming.ts';
import { MemoryProgress } from './memory-progress.ts';

let kafka: KafkaService;
const open: Consuming[] = [];

beforeAll(async () => {
  kafka = await startKafka();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ app }) => app.close()));
});
afterAll(() => kafka.stop());

const start = async (options: Omit<Parameters<typeof consuming>[0], 'brokers'>): Promise<Consuming> => {
  const started = await consuming({ brokers: kafka.brokers, ...options });
  open.push(started);
  return started;
};

const inPartition = (partition: number, values: readonly string[]) => values.map((value) => ({ partition, value }));

describe('KafkaBatchServer', () => {
  it('hands over every record of several topics once, in the order of its partition', async () => {
    const progress = new MemoryProgress();
    const topics = [await createTopic(kafka, { partitions: 3 }), await createTopic(kafka, { partitions: 3 })];
    const expected = numbered(4_000);
    for (const topic of topics) for (const p of [0, 1, 2]) await produce(kafka, topic, inPartition(p, expected));
    await start({ progress, settings: { topics, batchMaxRecords: 300 } });
    await eventually('all records', () => progress.processed.length >= 24_000);
    for (const topic of topics) {
      for (const p of [0, 1, 2]) {
        const values = progress.processed.filter((of) => of.topic === topic && of.partition === p);
        expect(values.map(({ record }) => String(record.value))).toEqual(expected);
      }
    }
  });
});
