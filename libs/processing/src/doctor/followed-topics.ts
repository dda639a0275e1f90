import type { ExpectedRecord } from './compare-output.ts';

/** How far the store has read a partition of an input topic. */
export type FollowedPartition = Readonly<{ topic: string; partition: number; next: bigint; updatedAt: Date }>;

/** When a partition was first seen; null: before that was kept. */
export type SeenPartition = Readonly<{ topic: string; partition: number; seenAt: Date | null }>;

/** The port of what a doctor compares topics with. */
export abstract class FollowedTopics {
  abstract partitions(): Promise<readonly FollowedPartition[]>;
  abstract seen(): Promise<readonly SeenPartition[]>;
  /** Some ids of contracts, which are the keys of their events; all if the limit is null. */
  abstract contractIds(limit: number | null): Promise<readonly string[]>;
  /** What would be published now of snapshots, some at a time. */
  abstract snapshots(): AsyncIterable<readonly ExpectedRecord[]>;
  /** What would be published now of these contracts, or of all. */
  abstract contracts(ids: readonly string[] | null): AsyncIterable<readonly ExpectedRecord[]>;
  /** Those of these keys that wait in the outbox. */
  abstract waiting(topic: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
}
