import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@app/platform';
import { type IncomingBatch, type PartitionLog, Progress } from '@app/processing';
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs';
import { AssignedPartitions } from './assigned-partitions.ts';
import { partitionStatus } from './assignment.ts';
import { completeSettings } from './consumer-options.ts';
import { LogWatch } from './log-watch.ts';
import { OffsetHints } from './offset-hints.ts';

const LOG_END = 100;
const logger = createLogger({ name: 'test', level: 'silent' });

/** Progress in memory, of one partition. */
class OneOffset extends Progress {
  next: bigint | null = null;
  seen: readonly PartitionLog[] = [];

  nextOffset(): Promise<bigint | null> {
    return Promise.resolve(this.next);
  }

  seeLogEnds(_topic: string, logs: readonly PartitionLog[]): Promise<void> {
    this.seen = logs;
    return Promise.resolve();
  }
}

/** A partition that is assigned to us, with a log from 0 to its end, a driver that only notes seeks, and its watch. */
const assigned = () => {
  const progress = new OneOffset();
  const seeks: number[] = [];
  const consumer = {
    seek: ({ offset }: { offset: string }) => seeks.push(Number(offset)),
    paused: () => [],
    resume: () => undefined,
  } as unknown as Consumer;
  const admin = {
    // Partition 1 is read by another member.
    fetchTopicOffsets: async () => [0, 1].map((partition) => ({ partition, low: '0', high: String(LOG_END) })),
  } as unknown as Admin;
  const partitions = new AssignedPartitions({
    settings: completeSettings({ topics: ['topic'], groupId: 'group' }),
    events: {},
    progress,
    consumer,
    admin,
    hints: new OffsetHints(1_000_000, logger),
    logger,
    ending: new AbortController().signal,
    halt: (error) => {
      throw error;
    },
  });
  partitions.assign({ topic: [0] });
  const watch = new LogWatch({ admin, progress, partitions, logger });
  const look = async (): Promise<void> => {
    watch.lookSoon();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const applied: bigint[] = [];
  const handle = async (batch: IncomingBatch): Promise<void> => {
    applied.push(...batch.records.map(({ position }) => position));
    progress.next = batch.nextPosition;
  };
  return {
    ...{ progress, seeks, look, applied },
    fetched: (from: number) => partitions.process(payload(from), handle),
    passedOver: (first: number, last: number) =>
      partitions.passOver({ topic: 'topic', partition: 0, first: BigInt(first), last: BigInt(last) }),
    lag: () => partitions.assignment.all().map(partitionStatus)[0]?.lag,
  };
};

/** A batch of one record that the driver has fetched. */
const payload = (from: number): EachBatchPayload => {
  const batch = {
    topic: 'topic',
    partition: 0,
    highWatermark: String(LOG_END),
    fetchedOffset: String(from),
    messages: [{ offset: String(from), key: null, value: null, timestamp: '0', attributes: 0, headers: {} }],
    lastOffset: () => String(from),
  };
  return {
    batch,
    isStale: () => false,
    isRunning: () => true,
    heartbeat: async () => undefined,
    resolveOffset: () => undefined,
    commitOffsetsIfNecessary: async () => undefined,
  } as unknown as EachBatchPayload;
};

describe('the watch of an idle partition', () => {
  it('seeks to the stored offset once, wherever the hint of the group is', async () => {
    const { progress, seeks, look } = assigned();
    progress.next = 40n;
    await look();
    await look();
    expect(seeks).toEqual([40]);
  });

  it('seeks again when the store is restored, and not while it moves on with the batches', async () => {
    const { progress, seeks, look, fetched } = assigned();
    progress.next = 40n;
    await look();
    await fetched(40);
    await look();
    expect(seeks).toEqual([40]);
    progress.next = 10n;
    await look();
    expect(seeks).toEqual([40, 10]);
  });

  it('applies no batch that the driver had fetched from elsewhere before the seek', async () => {
    const { progress, seeks, look, fetched, applied } = assigned();
    progress.next = 40n;
    await look();
    await fetched(60);
    expect(applied).toEqual([]);
    expect(seeks).toEqual([40, 40]);
    await fetched(40);
    expect(applied).toEqual([40n]);
  });

  it('does not seek where there is nothing to fetch', async () => {
    const { progress, seeks, look } = assigned();
    progress.next = BigInt(LOG_END);
    await look();
    expect(seeks).toEqual([]);
  });
});

describe('the ends that the watch sees', () => {
  const ends = ({ seen }: OneOffset) => seen.map(({ end }) => Number(end));

  it('are those of all partitions of the topic, also of those that another member reads', async () => {
    const { progress, look } = assigned();
    await look();
    expect(ends(progress)).toEqual([LOG_END, LOG_END]);
  });

  it.each([
    ['at once', [[41, 99]]],
    [
      'piece by piece',
      [
        [41, 70],
        [71, 71],
        [72, 99],
      ],
    ],
  ] as const)('can be reached if no record follows the last one: markers passed over %s', async (_name, pieces) => {
    const { progress, look, fetched, passedOver, lag } = assigned();
    progress.next = 40n;
    await fetched(40);
    for (const [first, last] of pieces) passedOver(first, last);
    await look();
    expect(ends(progress)).toEqual([41, LOG_END]);
    expect(lag()).toBe(0n);
  });

  it.each([
    ['end before the log does', [[41, 98]]],
    ['begin behind the next offset', [[42, 99]]],
    [
      'leave out offsets between',
      [
        [41, 60],
        [62, 99],
      ],
    ],
  ] as const)('stay where records may follow: markers that %s', async (_name, pieces) => {
    const { progress, look, fetched, passedOver } = assigned();
    progress.next = 40n;
    await fetched(40);
    for (const [first, last] of pieces) passedOver(first, last);
    await look();
    expect(ends(progress)).toEqual([LOG_END, LOG_END]);
  });
});
