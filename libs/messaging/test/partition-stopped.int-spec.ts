import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTopic,
  type KafkaService,
  produce,
  removeRecordsBefore,
  startKafka,
  withAdmin,
} from '../../../test/services/kafka.ts';
import type { PartitionStopped } from '../src/index.ts';
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

type Watched = Consuming & Readonly<{ progress: MemoryProgress; stopped: PartitionStopped[] }>;

const start = async (topic: string, progress: MemoryProgress, groupId: string = randomUUID()): Promise<Watched> => {
  const stopped: PartitionStopped[] = [];
  const started = await consuming({
    brokers: kafka.brokers,
    progress,
    settings: { topics: [topic], groupId },
    events: { onPartitionStopped: (error) => stopped.push(error) },
  });
  open.push(started);
  return { ...started, progress, stopped };
};

const inPartition = (partition: number, values: readonly string[]) => values.map((value) => ({ partition, value }));

const removeBefore = (topic: string, offset: string): Promise<void> =>
  removeRecordsBefore(kafka, { topic, partition: 0, offset });

const recreate = (topic: string): Promise<void> =>
  withAdmin(kafka, async (admin) => {
    await admin.deleteTopics({ topics: [topic] });
    // Without waiting for leaders: an attempt that created the topic and failed afterwards could never succeed again.
    await eventually('the topic recreated', () =>
      admin.createTopics({ topics: [{ topic, numPartitions: 2 }], waitForLeaders: false }).catch(() => false),
    );
  });

describe('A partition whose log lacks its next offset', () => {
  it('stops and names the offsets that retention removed, while the others continue', async () => {
    const topic = await createTopic(kafka, { partitions: 2 });
    const progress = new MemoryProgress();
    for (const p of [0, 1]) await produce(kafka, topic, inPartition(p, numbered(50)));
    await removeBefore(topic, '30');
    progress.set(topic, 0, 10n);
    const { stopped, server } = await start(topic, progress);
    await eventually('the other partition', () => progress.values(1).length === 50);
    await eventually('the stop', () => stopped.length === 1);
    expect(stopped[0]).toMatchObject({
      topic,
      partition: 0,
      missing: 'removed',
      storedOffset: 10n,
      log: { first: 30n, end: 50n },
      message:
        `${topic}[0] stops: the next offset to process is 10, but its log begins at 30 (and ends at 50): ` +
        '20 offsets were removed, by retention or by hand, before they were processed. acv doctor says how to go on.',
    });
    await produce(kafka, topic, [...inPartition(0, ['late']), ...inPartition(1, ['late'])]);
    await eventually('what comes later', () => progress.values(1).length === 51);
    expect(progress.values(0)).toEqual([]);
    expect(server.consumerStatus().partitions.find(({ partition }) => partition === 0)?.stopped).toBe(stopped[0]);
  });

  it('stops even if the hint is in the gap too, where the driver would reset silently', async () => {
    const topic = await createTopic(kafka);
    const progress = new MemoryProgress();
    const groupId = randomUUID();
    await produce(kafka, topic, inPartition(0, numbered(50)));
    await withAdmin(kafka, (admin) =>
      admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '10' }] }),
    );
    await removeBefore(topic, '30');
    progress.set(topic, 0, 10n);
    const { stopped } = await start(topic, progress, groupId);
    await eventually('the stop', () => stopped.length === 1);
    expect(stopped[0]?.missing).toBe('removed');
    expect(progress.processed).toEqual([]);
  });

  it('stops if the topic was recreated before the start and has fewer records', async () => {
    const topic = await createTopic(kafka);
    const progress = new MemoryProgress();
    await produce(kafka, topic, inPartition(0, numbered(5)));
    progress.set(topic, 0, 100n);
    const { stopped } = await start(topic, progress);
    await eventually('the stop', () => stopped.length === 1);
    expect(stopped[0]).toMatchObject({ missing: 'recreated', storedOffset: 100n, log: { first: 0n, end: 5n } });
    expect(stopped[0]?.message).toContain('its log ends at 5');
    expect(progress.processed).toEqual([]);
  });

  it('stops if its topic is recreated while it is consumed, also while the new one is empty', async () => {
    const topic = await createTopic(kafka, { partitions: 2 });
    const progress = new MemoryProgress();
    await produce(kafka, topic, inPartition(0, numbered(50)));
    const { stopped } = await start(topic, progress);
    await eventually('the records', () => progress.processed.length === 50);
    await recreate(topic);
    await eventually('the stop', () => stopped.length >= 1, 60_000);
    expect(stopped[0]).toMatchObject({ topic, partition: 0, missing: 'recreated', storedOffset: 50n });
    await produce(kafka, topic, inPartition(1, ['in the other partition']));
    await eventually('the other partition', () => progress.values(1).length === 1);
    expect(progress.values(0)).toEqual(numbered(50));
  });

  it('continues without a restart once the stored offset is within the log', async () => {
    const topic = await createTopic(kafka);
    const progress = new MemoryProgress();
    await produce(kafka, topic, inPartition(0, numbered(50)));
    await removeBefore(topic, '30');
    progress.set(topic, 0, 10n);
    const { stopped, server } = await start(topic, progress);
    await eventually('the stop', () => stopped.length === 1);
    progress.set(topic, 0, 30n);
    await eventually('the rest', () => progress.processed.length === 20);
    expect(progress.values()).toEqual(numbered(20, 30));
    expect(server.consumerStatus().partitions[0]).toMatchObject({ stopped: null, lag: 0n });
  });
});
