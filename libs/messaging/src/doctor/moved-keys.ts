import { type DoctorFinding, type FollowedPartition, finding, namesOf, type SeenPartition } from '@app/processing';
import { Partitioners } from 'kafkajs';

/** How long an addition is reported. */
const DAYS = 30;
const DAY_MS = 86_400_000;

/** The partition of a key, as Kafka's own clients and ours choose it. */
export const partitionOf = (key: string, count: number): number =>
  Partitioners.DefaultPartitioner()({
    topic: '',
    partitionMetadata: Array.from({ length: count }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 0,
      replicas: [],
      isr: [],
    })),
    message: { key, value: null },
  });

/** The number of partitions before some were added, and when those were seen; null if none were added lately. */
export const addedPartitions = (
  known: readonly SeenPartition[],
  count: number,
  now: Date,
): Readonly<{ before: number; seenAt: Date | null }> | null => {
  if (known.length === 0) return null;
  if (known.length < count) return { before: known.length, seenAt: null };
  const times = known.map(({ seenAt }) => seenAt?.getTime() ?? 0);
  const last = Math.max(...times);
  const before = times.filter((time) => time < last).length;
  return before === 0 || now.getTime() - last > DAYS * DAY_MS ? null : { before, seenAt: new Date(last) };
};

export type AddedTo = Readonly<{
  topic: string;
  count: number;
  seen: readonly SeenPartition[];
  followed: readonly FollowedPartition[];
  /** Keys of the topic, all or a sample. */
  keys: readonly string[];
  /** Whether records of the partitions before are unread. */
  isBehind: boolean;
  now: Date;
}>;

/** The keys that go to another partition since partitions were added to a topic. */
export const addedFindings = (of: AddedTo): readonly DoctorFinding[] => {
  const { topic, count, seen, followed, keys, isBehind, now } = of;
  const known = seen.length > 0 ? seen : followed.map((one) => ({ ...one, seenAt: null }));
  const added = addedPartitions(known, count, now);
  if (added === null) return [];
  const { before, seenAt } = added;
  const moved = keys.filter((key) => partitionOf(key, before) !== partitionOf(key, count));
  const named = namesOf(moved.map((key) => `${key} (${partitionOf(key, before)} to ${partitionOf(key, count)})`));
  const since = seenAt === null ? 'not read yet' : `seen at ${seenAt.toISOString()}`;
  const what = `${topic} has ${count} partitions instead of ${before}, ${since}: ${moved.length} of ${keys.length} contracts go to another one: ${named === '' ? 'none' : named}`;
  return [finding('partitions_added', { object: topic, what, ...(isBehind ? { severity: 'warning' } : {}) })];
};
