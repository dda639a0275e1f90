import { type ConsumerStatus, PartitionStopped, type TopicPartition } from '@app/messaging';
import { describe, expect, it } from '@jest/globals';
import { PartitionHealth } from './partition-health.ts';

const first: TopicPartition = { topic: 'events', partition: 0 };

const healthOf = (stopped: PartitionStopped | null = null) => {
  const world = {
    isConnected: true,
    failure: null as Error | null,
    lost: null as Error | null,
    fatal: null as Error | null,
  };
  const status = (): ConsumerStatus => ({
    isConnected: world.isConnected,
    lost: world.lost,
    fatal: world.fatal,
    lastBatchAt: null,
    partitions: [{ ...first, position: 5n, logEnd: 9n, lag: 4n, failure: world.failure, stopped }],
  });
  return { health: new PartitionHealth(status), world };
};

describe('PartitionHealth', () => {
  it('rejects while a batch of ours fails, and resolves once it succeeds', async () => {
    const { health, world } = healthOf();
    await health.partitions();
    world.failure = new Error('disk full');
    await expect(health.partitions()).rejects.toThrow('events[0]: disk full');
    world.failure = null;
    await health.partitions();
  });

  it('names a partition that cannot continue without loss', async () => {
    const stopped = new PartitionStopped(first, 'removed', { stored: 5n, log: { first: 8n, end: 9n } });
    await expect(healthOf(stopped).health.partitions()).rejects.toThrow('3 offsets were removed');
  });

  it('rejects after a lost membership and after an end for good, each with its reason', async () => {
    const { health, world } = healthOf();
    await health.connection();
    world.isConnected = false;
    await expect(health.connection()).rejects.toThrow('not a member of the consumer group');
    world.lost = new Error('Failed to find group coordinator');
    await expect(health.connection()).rejects.toThrow('consumer group: Failed to find group coordinator');
    world.fatal = new Error('for good');
    await expect(health.connection()).rejects.toThrow('for good');
  });
});
