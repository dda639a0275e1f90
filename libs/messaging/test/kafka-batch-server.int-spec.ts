import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PartitionLog } from '@app/processing';
import {
  createTopic,
  type KafkaService,
  produce,
  rawKafka,
  removeRecordsBefore,
  startKafka,
  withAdmin,
} from '../../../test/services/kafka.ts';
import type { BatchFailure } from '../src/index.ts';
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

/** Commits an offset as a member of the group. The driver's `setOffsets` does the same, and waits five seconds to leave. */
const hint = async (groupId: string, topic: string, offset: string): Promise<void> => {
  const member = rawKafka(kafka).consumer({ groupId, maxWaitTimeInMs: 50 });
  await member.connect();
  await member.subscribe({ topic });
  const joined = new Promise((resolve) => member.on(member.events.GROUP_JOIN, resolve));
  await member.run({ autoCommit: false });
  await joined;
  await member.commitOffsets([{ topic, partition: 0, offset }]);
  await member.disconnect();
  expect(await committed(groupId, topic)).toBe(offset);
};

const committed = (groupId: string, topic: string): Promise<string | undefined> =>
  withAdmin(kafka, async (admin) => {
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return offsets?.partitions[0]?.offset;
  });

describe('A batch', () => {
  it('brings every record of several topics once, in the order of its partition', async () => {
    const progress = new MemoryProgress();
    const topics = [await createTopic(kafka, { partitions: 3 }), await createTopic(kafka, { partitions: 3 })];
    const expected = numbered(4_000);
    for (const topic of topics) for (const p of [0, 1, 2]) await produce(kafka, topic, inPartition(p, expected));
    await start({ progress, settings: { topics, batchMaxRecords: 300 } });
    await eventually('all records', () => progress.processed.length >= 24_000);
    for (const topic of topics) {
      for (const p of [0, 1, 2]) {
        const records = progress.processed.filter((of) => of.topic === topic && of.partition === p);
        expect(records.map(({ record }) => String(record.value))).toEqual(expected);
      }
    }
  });

  it('has the given size, and continues the one before it', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(1_000)));
    const batches: (readonly [bigint | undefined, number, bigint, bigint | null])[] = [];
    await start({
      progress,
      settings: { topics: [topic], batchMaxRecords: 400 },
      handle: async (batch) => {
        batches.push([batch.records[0]?.position, batch.records.length, batch.nextPosition, batch.logEnd]);
        progress.apply(batch);
      },
    });
    await eventually('all records', () => progress.processed.length >= 1_000);
    expect(batches).toEqual([
      [0n, 400, 400n, 1_000n],
      [400n, 400, 800n, 1_000n],
      [800n, 200, 1_000n, 1_000n],
    ]);
  });

  it('has key, value and headers byte for byte', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    const bytes = Buffer.from([0xff, 0, 0x0a, 0xc3, 0x28]);
    await produce(kafka, topic, [
      { key: bytes, value: bytes, headers: { ce_id: bytes, twice: ['first', 'last'] } },
      { key: null, value: null },
    ]);
    await start({ progress, settings: { topics: [topic] } });
    await eventually('both records', () => progress.processed.length === 2);
    expect(progress.processed.map(({ record }) => record)).toEqual([
      { position: 0n, key: bytes, value: bytes, headers: { ce_id: bytes, twice: Buffer.from('last') } },
      { position: 1n, key: null, value: null, headers: {} },
    ]);
  });

  it('skips transaction markers and aborted records as the normal gaps they are', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    const producer = rawKafka(kafka).producer({
      transactionalId: randomUUID(),
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await producer.connect();
    for (let round = 0; round < 6; round += 1) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: `${round % 3 === 0 ? 'kept' : 'aborted'}-${round}` }] });
      await (round % 3 === 0 ? transaction.commit() : transaction.abort());
    }
    await producer.disconnect();
    const { server } = await start({ progress, settings: { topics: [topic], maxBytesPerPartition: 200 } });
    await eventually('the kept records', () => progress.processed.length === 2);
    const position = await progress.nextOffset(topic, 0);
    await eventually('an end that can be reached', () => progress.seen.get(topic)?.[0]?.end === position);
    expect(server.consumerStatus().partitions).toMatchObject([{ position, lag: 0n }]);
    await produce(kafka, topic, inPartition(0, ['after']));
    await eventually('the record behind the markers', () => progress.processed.length === 3);
    expect(progress.values()).toEqual(['kept-0', 'kept-3', 'after']);
    expect(server.consumerStatus().partitions).toMatchObject([{ stopped: null, lag: 0n }]);
  });
});

describe('A handler that fails', () => {
  it('gets the same batch until it succeeds, and nothing is skipped', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka, { partitions: 2 });
    for (const p of [0, 1]) await produce(kafka, topic, inPartition(p, numbered(500)));
    const cause = new Error('deadlock detected');
    const failures: BatchFailure[] = [];
    let calls = 0;
    await start({
      progress,
      settings: { topics: [topic], batchMaxRecords: 100, waitMs: () => 20 },
      handle: async (batch) => {
        calls += 1;
        if (calls % 3 !== 0) throw new Error(`failure ${calls}`, { cause });
        progress.apply(batch);
      },
      events: {
        onFailure: (failure) => {
          failures.push(failure);
          return 'retry';
        },
      },
    });
    await eventually('all records', () => progress.processed.length >= 1_000);
    expect(progress.values(0)).toEqual(numbered(500));
    expect(progress.values(1)).toEqual(numbered(500));
    expect(failures.length).toBeGreaterThanOrEqual(20);
    expect(failures[0]).toMatchObject({ topic, attempt: 1, error: { message: 'failure 1', cause } });
  });

  it('halts once if its error says so, and nothing is skipped after a restart', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka, { partitions: 3 });
    for (const p of [0, 1, 2]) await produce(kafka, topic, inPartition(p, numbered(100)));
    const fatal: Error[] = [];
    const bug = new TypeError('a bug');
    const settings = { topics: [topic], groupId: randomUUID() };
    const { server } = await start({
      progress,
      settings,
      handle: async () => {
        throw bug;
      },
      events: { onFailure: () => 'halt', onFatal: (error) => fatal.push(error) },
    });
    await eventually('the halt', () => fatal.length > 0);
    await sleep(1_000);
    expect(fatal).toEqual([bug]);
    expect(server.consumerStatus()).toMatchObject({ isConnected: false, fatal: bug });
    await start({ progress, settings });
    await eventually('all records', () => progress.processed.length === 300);
  });

  it('keeps its membership while it works longer than the session timeout', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(10)));
    let calls = 0;
    await start({
      progress,
      settings: { topics: [topic], sessionTimeoutMs: 6_000 },
      handle: async (batch) => {
        calls += 1;
        if (calls === 1) await sleep(9_000);
        progress.apply(batch);
      },
    });
    await eventually('the batch', () => progress.processed.length === 10);
    await produce(kafka, topic, inPartition(0, ['next']));
    await eventually('the next batch', () => progress.processed.length === 11);
    expect(calls).toBe(2);
  });
});

describe('The position of a partition', () => {
  it.each([
    ['in front of', '90', 10n],
    ['behind', '10', 90n],
    ['at the end of the log, without new records, far from', '100', 50n],
  ])('is the stored progress, with the hint %s it', async (_name, hinted, stored) => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    const groupId = randomUUID();
    await produce(kafka, topic, inPartition(0, numbered(100)));
    await hint(groupId, topic, hinted);
    progress.set(topic, 0, stored);
    const first: (bigint | undefined)[] = [];
    await start({
      progress,
      settings: { topics: [topic], groupId },
      handle: async (batch) => {
        first.push(batch.records[0]?.position);
        progress.apply(batch);
      },
    });
    await eventually('the rest', () => progress.processed.length === 100 - Number(stored));
    expect(first[0]).toBe(stored);
    expect(progress.values()).toEqual(numbered(100 - Number(stored), Number(stored)));
  });

  it('follows a store that is restored to an earlier state while it runs', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(100)));
    await start({ progress, settings: { topics: [topic] } });
    await eventually('the records', () => progress.processed.length === 100);
    progress.processed.length = 40;
    progress.set(topic, 0, 40n);
    await produce(kafka, topic, inPartition(0, numbered(10, 100)));
    await eventually('the records again', () => progress.processed.length === 110);
    expect(progress.values()).toEqual(numbered(110));
  });

  it('follows a store that is restored while no records arrive', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(100)));
    await start({ progress, settings: { topics: [topic] } });
    await eventually('the records', () => progress.processed.length === 100);
    progress.processed.length = 40;
    progress.set(topic, 0, 40n);
    await eventually('the records again', () => progress.processed.length === 100);
    expect(progress.values()).toEqual(numbered(100));
  });

  it('follows a store that is restored between two attempts at a batch', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(100)));
    let calls = 0;
    await start({
      progress,
      settings: { topics: [topic], batchMaxRecords: 10 },
      handle: async (batch) => {
        calls += 1;
        if (calls === 5) {
          progress.processed.length = 20;
          progress.set(topic, 0, 20n);
          throw new Error('terminating connection due to administrator command');
        }
        progress.apply(batch);
      },
    });
    await eventually('the records', () => progress.processed.length === 100);
    expect(progress.values()).toEqual(numbered(100));
  });

  it('follows a store that is restored between two batches of one fetch', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(100)));
    let calls = 0;
    await start({
      progress,
      settings: { topics: [topic], batchMaxRecords: 10 },
      handle: async (batch) => {
        calls += 1;
        if (calls === 5) {
          progress.processed.length = 20;
          progress.set(topic, 0, 20n);
        }
        progress.apply(batch);
      },
    });
    await eventually('the records', () => progress.processed.length === 100);
    expect(progress.values()).toEqual(numbered(100));
  });

  it('is the beginning of the log if no progress is stored, whatever the hint', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    const groupId = randomUUID();
    await produce(kafka, topic, inPartition(0, numbered(100)));
    await removeRecordsBefore(kafka, { topic, partition: 0, offset: '20' });
    await hint(groupId, topic, '60');
    await start({ progress, settings: { topics: [topic], groupId } });
    await eventually('the records', () => progress.processed.length === 80);
    expect(progress.values()).toEqual(numbered(80, 20));
  });

  it('is committed to Kafka as a hint, after the last batch too', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    const groupId = randomUUID();
    await start({ progress, settings: { topics: [topic], groupId } });
    for (let sent = 10; sent <= 30; sent += 10) {
      await produce(kafka, topic, inPartition(0, numbered(10)));
      await eventually('the records', () => progress.processed.length === sent);
    }
    await eventually('the hint', async () => (await committed(groupId, topic)) === '30');
  });
});

describe('The logs of a topic', () => {
  it('are seen before the first batch, also where there is nothing to read', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka, { partitions: 3 });
    await produce(kafka, topic, inPartition(1, numbered(7)));
    await produce(kafka, topic, inPartition(2, numbered(9)));
    await removeRecordsBefore(kafka, { topic, partition: 2, offset: '4' });
    const seen: (readonly PartitionLog[])[] = [];
    await start({
      progress,
      settings: { topics: [topic], watchIntervalMs: 600_000 },
      handle: async (batch) => {
        seen.push(progress.seen.get(topic) ?? []);
        progress.apply(batch);
      },
    });
    await eventually('the records', () => progress.processed.length === 12);
    // A broker names the partitions in any order.
    expect(seen[0]?.toSorted((a, b) => a.partition - b.partition)).toEqual([
      { partition: 0, first: 0n, end: 0n },
      { partition: 1, first: 0n, end: 7n },
      { partition: 2, first: 4n, end: 9n },
    ]);
  });
});

describe('The status', () => {
  it('has connection, position, lag and the last batch', async () => {
    const progress = new MemoryProgress();
    const topic = await createTopic(kafka);
    await produce(kafka, topic, inPartition(0, numbered(100)));
    const gate = Promise.withResolvers<void>();
    const { server } = await start({
      progress,
      settings: { topics: [topic], batchMaxRecords: 40 },
      handle: async (batch) => {
        if (batch.nextPosition > 40n) await gate.promise;
        progress.apply(batch);
      },
    });
    const position = { topic, partition: 0, position: 40n, logEnd: 100n, lag: 60n, stopped: null };
    await eventually('the first part', () => server.consumerStatus().partitions[0]?.position === 40n);
    expect(server.consumerStatus()).toMatchObject({ isConnected: true, fatal: null, partitions: [position] });
    gate.resolve();
    await eventually('the rest', () => server.consumerStatus().partitions[0]?.lag === 0n);
    expect(server.consumerStatus().lastBatchAt).toBeInstanceOf(Date);
  });

  it('waits for a topic that is missing at the start', async () => {
    const progress = new MemoryProgress();
    const topic = `late-${randomUUID()}`;
    const { server } = await start({ progress, settings: { topics: [topic] } });
    await sleep(1_000);
    expect(server.consumerStatus().isConnected).toBe(false);
    await createTopic(kafka, { topic });
    await produce(kafka, topic, inPartition(0, ['value']));
    await eventually('the record', () => progress.processed.length === 1);
  });
});
