import { CannotCheckError, type DoctorFinding, type FollowedPartition, type FollowedTopics } from '@app/processing';
import type { ClusterVisit } from './cluster-visit.ts';
import { addedFindings } from './moved-keys.ts';
import { goneFindings, type InputPartition, partitionFindings } from './progress-findings.ts';

/** Contracts of a sample. */
const SAMPLED_KEYS = 1000;

const LATE_MS = 300_000;
const MINUTE_MS = 60_000;

const inputPartitions = async (
  visit: ClusterVisit,
  topic: string,
  stored: readonly FollowedPartition[],
): Promise<readonly InputPartition[]> => {
  const { now, groupId } = visit.terms;
  const ranges = await visit.admin.fetchTopicOffsets(topic);
  const [group] = await visit.admin.fetchOffsets({ groupId, topics: [topic] });
  const retention = Number((await visit.settingsOf(topic))['retention.ms'] ?? -1);
  const at = async (time: number): Promise<ReadonlyMap<number, bigint>> =>
    new Map(
      (await visit.admin.fetchTopicOffsetsByTimestamp(topic, Math.max(0, Math.round(time)))).map(
        ({ partition, offset }) => [partition, BigInt(offset)],
      ),
    );
  const recent = await at(now() - LATE_MS);
  const young = retention < 0 ? null : await at(now() - retention / 2);
  const partitions: InputPartition[] = [];
  for (const { partition, low, high } of ranges) {
    const own = stored.find((of) => of.topic === topic && of.partition === partition);
    const committed = BigInt(group?.partitions.find((of) => of.partition === partition)?.offset ?? -1);
    const log = { first: BigInt(low), end: BigInt(high) };
    partitions.push({
      topic,
      partition,
      log,
      hint: committed < 0n ? null : committed,
      recent: recent.get(partition) ?? log.end,
      young: young?.get(partition) ?? null,
      afterProgress:
        own === undefined ? null : ((await at(own.updatedAt.getTime() + MINUTE_MS)).get(partition) ?? null),
    });
  }
  return partitions;
};

type Counted = Readonly<{
  topic: string;
  count: number;
  followed: FollowedTopics;
  stored: readonly FollowedPartition[];
  isBehind: boolean;
}>;

const added = async (
  { terms: { extent, now } }: ClusterVisit,
  { topic, count, followed, stored, isBehind }: Counted,
): Promise<readonly DoctorFinding[]> => {
  const seen = (await followed.seen()).filter((of) => of.topic === topic);
  const own = stored.filter((of) => of.topic === topic);
  const at = { topic, count, seen, followed: own, isBehind, now: new Date(now()) };
  // The keys are read only if there is something to say about them.
  return addedFindings({ ...at, keys: [] }).length === 0
    ? []
    : addedFindings({ ...at, keys: await followed.contractIds(extent === 'all' ? null : SAMPLED_KEYS) });
};

/** Compares the progress in the store with the logs of the input topics, and looks for added partitions. */
export const progressOfTopics = async (visit: ClusterVisit): Promise<readonly DoctorFinding[]> => {
  visit.assertReached();
  const { followed, inputs: named } = visit.terms;
  if (followed === null) throw new CannotCheckError('the progress in the store cannot be read');
  const stored = (await followed.partitions()).filter(({ topic }) => named.includes(topic));
  const inputs = visit.existing.filter(({ use }) => use === 'input');
  const counts = new Map<string, number>();
  const found: DoctorFinding[] = [];
  for (const { topic } of inputs) {
    const partitions = await inputPartitions(visit, topic, stored);
    counts.set(topic, partitions.length);
    const progressOf = (one: InputPartition): FollowedPartition | null =>
      stored.find((of) => of.topic === topic && of.partition === one.partition) ?? null;
    found.push(...partitions.flatMap((one) => partitionFindings(one, progressOf(one), visit.members)));
    const isBehind = partitions.some((one) => (progressOf(one)?.next ?? one.log.first) < one.log.end);
    found.push(...(await added(visit, { topic, count: partitions.length, followed, stored, isBehind })));
  }
  return [...found, ...goneFindings(stored, counts)];
};
