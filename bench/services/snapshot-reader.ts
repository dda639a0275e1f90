import { rawKafka } from '../../test/services/kafka.ts';
import { until } from '../measure/run.ts';
import { newName } from './topics.ts';
import type { World } from './world.ts';

/** A snapshot, and when a subscriber read it. */
export type ReadSnapshot = Readonly<{ key: string; arr: number; atMs: number }>;

export type SnapshotReader = Readonly<{ read: readonly ReadSnapshot[]; stop: () => Promise<void> }>;

type Value = Readonly<{ arr: string }>;

/** Reads a topic of snapshots and notes when it has read each. Resolves after its first fetch. */
export const readSnapshots = async (world: World, topic: string): Promise<SnapshotReader> => {
  const consumer = rawKafka(world).consumer({ groupId: newName('reader'), maxWaitTimeInMs: 100 });
  const read: ReadSnapshot[] = [];
  const state = { isReading: false };
  consumer.on(consumer.events.FETCH, () => (state.isReading = true));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 6,
    eachMessage: async ({ message: { key, value } }) => {
      if (value === null) return;
      const { arr }: Value = JSON.parse(value.toString());
      read.push({ key: String(key), arr: Number(arr), atMs: performance.now() });
    },
  });
  await until('the topic of snapshots is read', () => state.isReading);
  return { read, stop: () => consumer.disconnect() };
};
