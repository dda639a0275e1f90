import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTopic, type KafkaService, produce, startKafka, withAdmin } from '../../../test/services/kafka.ts';
import { type Consuming, consuming, eventually, numbered, silent } from './consuming.ts';
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

const assigned = ({ server }: Consuming): number => server.consumerStatus().partitions.length;

describe('A group of processors', () => {
  it('loses and repeats nothing while members join and leave under load', async () => {
    const progress = new MemoryProgress();
    const partitions = [0, 1, 2, 3, 4, 5];
    const topic = await createTopic(kafka, { partitions: 6 });
    const member = {
      progress,
      settings: { topics: [topic], groupId: randomUUID(), batchMaxRecords: 50 },
      handle: async (batch: Parameters<MemoryProgress['apply']>[0]) => {
        await sleep(20);
        progress.apply(batch);
      },
    };
    const first = await start(member);
    const producing = (async () => {
      for (let round = 0; round < 20; round += 1) {
        for (const p of partitions) await produce(kafka, topic, inPartition(p, numbered(100, round * 100)));
      }
    })();
    await eventually('some records', () => progress.processed.length > 500);
    const second = await start(member);
    await eventually('an even share', () => assigned(first) === 3 && assigned(second) === 3);
    const third = await start(member);
    await eventually('an even share', () => [first, second, third].every((of) => assigned(of) === 2));
    await first.app.close();
    await eventually('an even share', () => assigned(second) === 3 && assigned(third) === 3);
    await producing;
    await eventually('all records', () => progress.processed.length >= 12_000);
    for (const p of partitions) expect(progress.values(p)).toEqual(numbered(2_000));
  });

  it('leaves a failing batch to the member that gets the partition', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka, { partitions: 2 });
    for (const p of [0, 1]) await produce(kafka, topic, inPartition(p, numbered(20)));
    const settings = { topics: [topic], groupId: randomUUID(), waitMs: () => 100 };
    let failures = 0;
    const failing = await start({
      progress,
      settings,
      handle: async () => {
        failures += 1;
        throw new Error('no connection');
      },
    });
    await eventually('some failures', () => failures > 3);
    await start({ progress, settings });
    await eventually('a share for the other', () => assigned(failing) === 1);
    await eventually('its records', () => progress.processed.length === 20);
    await failing.app.close();
    await eventually('all records', () => progress.processed.length === 40);
    for (const p of [0, 1]) expect(progress.values(p)).toEqual(numbered(20));
  });

  it('consumes partitions that are added within half a minute, and warns that keys go elsewhere', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka, { partitions: 1 });
    const warned = jest.spyOn(silent, 'warn');
    const member = await start({ progress, settings: { topics: [topic] } });
    await eventually('its partition', () => assigned(member) === 1);
    // Until the number of partitions is known, none can be seen to have been added.
    await eventually('its log', () => member.server.consumerStatus().partitions[0]?.logEnd === 0n);
    await withAdmin(kafka, (admin) => admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] }));
    for (const p of [0, 1, 2]) await produce(kafka, topic, inPartition(p, numbered(10)));
    await eventually('all records', () => progress.processed.length === 30, 30_000);
    expect(progress.values(2)).toEqual(numbered(10));
    await eventually('the warning', () => warned.mock.calls.some((call) => call.join(' ').includes('3 instead of 1')));
  });
});

describe('Closing', () => {
  it('waits for the batch in work and commits its offset, and a restart repeats nothing', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    const groupId = randomUUID();
    await produce(kafka, topic, inPartition(0, numbered(1_000)));
    const positions: bigint[] = [];
    const settings = { topics: [topic], groupId, batchMaxRecords: 10, hintIntervalMs: 60_000 };
    const handle = async (batch: Parameters<MemoryProgress['apply']>[0]): Promise<void> => {
      await sleep(300);
      positions.push(...batch.records.map(({ position }) => position));
      progress.apply(batch);
    };
    const { app } = await start({ progress, settings, handle });
    await eventually('some records', () => progress.processed.length >= 20);
    const before = Date.now();
    await app.close();
    expect(Date.now() - before).toBeLessThan(3_000);
    const done = progress.processed.length;
    expect(done % 10).toBe(0);
    expect(done).toBeLessThan(1_000);
    await sleep(500);
    expect(progress.processed.length).toBe(done);
    const hints = await withAdmin(kafka, (admin) => admin.fetchOffsets({ groupId, topics: [topic] }));
    expect(hints[0]?.partitions[0]?.offset).toBe(String(done));
    await start({ progress, settings: { ...settings, batchMaxRecords: 1_000 }, handle });
    await eventually('all records', () => progress.processed.length === 1_000);
    expect(positions).toEqual(Array.from({ length: 1_000 }, (_, index) => BigInt(index)));
  });

  it('does not wait for a batch that fails without end', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(10)));
    let failures = 0;
    const { app } = await start({
      progress,
      settings: { topics: [topic], waitMs: (failures) => (failures > 8 ? 60_000 : 1) },
      handle: async () => {
        failures += 1;
        throw new Error('no connection');
      },
    });
    await eventually('some failures', () => failures > 8);
    const before = Date.now();
    await app.close();
    expect(Date.now() - before).toBeLessThan(3_000);
  });

  it('takes ten seconds at most, also when the batch in work hangs', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(10)));
    const gate = Promise.withResolvers<void>();
    let isInWork = false;
    const { app } = await start({
      progress,
      settings: { topics: [topic] },
      handle: () => {
        isInWork = true;
        return gate.promise;
      },
    });
    await eventually('the batch in work', () => isInWork);
    const before = Date.now();
    await app.close();
    gate.resolve();
    expect(Date.now() - before).toBeLessThan(10_000);
  });
});
