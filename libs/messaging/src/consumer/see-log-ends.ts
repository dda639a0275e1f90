import type { PartitionLog, Progress } from '@app/processing';
import type { Admin } from 'kafkajs';

type Offsets = Awaited<ReturnType<Admin['fetchTopicOffsets']>>;

/**
 * Reads the log ranges of all partitions of a topic, and stores the ends of those that are seen for the first time.
 * `endOf` is where a log ends for its reader.
 */
export const seeLogEnds = async (
  admin: Pick<Admin, 'fetchTopicOffsets'>,
  progress: Progress,
  topic: string,
  endOf = ({ end }: PartitionLog): bigint => end,
): Promise<Offsets> => {
  const offsets = await admin.fetchTopicOffsets(topic);
  const logs = offsets.map(({ partition, low, high }) => ({ partition, first: BigInt(low), end: BigInt(high) }));
  await progress.seeLogEnds(
    topic,
    logs.map((log) => ({ ...log, end: endOf(log) })),
  );
  return offsets;
};
