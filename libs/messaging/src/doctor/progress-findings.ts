import { type DoctorFinding, type FollowedPartition, finding } from '@app/processing';
import { missingFrom } from '../consumer/start-position.ts';
import type { LogRange } from '../consumer/partition-stopped.ts';

/** A partition of an input topic as the brokers have it. */
export type InputPartition = Readonly<{
  topic: string;
  partition: number;
  log: LogRange;
  /** The next offset that the group has committed, a hint; null: none. */
  hint: bigint | null;
  /** The first offset whose record is newer than five minutes; the log's end if none is. */
  recent: bigint;
  /** The first offset whose record is newer than half of the time that the topic keeps; null if it keeps all. */
  young: bigint | null;
  /** The first offset whose record is newer than the stored progress, by a minute; null without progress. */
  afterProgress: bigint | null;
}>;

/** More unread records than a busy stream leaves. */
const FAR_BEHIND = 10_000n;

const nameOf = ({ topic, partition }: Pick<InputPartition, 'topic' | 'partition'>): string => `${topic}[${partition}]`;

const beginAt = ({ topic, partition }: InputPartition, offset: bigint, isNewLog: boolean): string =>
  `UPDATE progress SET next_offset = ${offset}${isNewLog ? `, log_end = ${offset}` : ''} WHERE topic = '${topic.replaceAll("'", "''")}' AND partition = ${partition};`;

const lagFindings = (input: InputPartition, next: bigint, members: number | null): readonly DoctorFinding[] => {
  const { log, recent, young } = input;
  const object = nameOf(input);
  const unread = log.end - next;
  if (unread <= 0n) return [];
  if (young !== null && next < young) {
    const what = `${object}: the oldest of ${unread} unread records has half of its time behind it`;
    return [finding('retention_near', { object, what })];
  }
  const isLate = next < recent || unread > FAR_BEHIND;
  if (!isLate && members !== 0) return [];
  const nobody = members === 0 ? '; no processor is in the group' : '';
  return [finding('group_behind', { object, what: `${object}: ${unread} records are not read${nobody}` })];
};

const recreated = (input: InputPartition, what: string): DoctorFinding =>
  finding('topic_recreated', {
    object: nameOf(input),
    what,
    command: beginAt(input, input.log.first, true),
  });

/** Compares a partition with the progress that the store has of it. `members`: of the group; null if not known. */
export const partitionFindings = (
  input: InputPartition,
  stored: FollowedPartition | null,
  members: number | null,
): readonly DoctorFinding[] => {
  const { log, hint, afterProgress } = input;
  const object = nameOf(input);
  if (stored === null) return lagFindings(input, log.first, members);
  const { next } = stored;
  switch (missingFrom(log, next)) {
    case 'removed':
      return [
        finding('retention_gap', {
          object,
          what: `${object}: the next offset is ${next}, but the log begins at ${log.first}: ${log.first - next} offsets were removed unread`,
          command: beginAt(input, log.first, false),
        }),
      ];
    case 'recreated':
      return [recreated(input, `${object}: the next offset is ${next}, but the log ends at ${log.end}`)];
    case null:
      break;
  }
  if (afterProgress !== null && afterProgress < next) {
    const what = `${object}: the store has read to ${next} at ${stored.updatedAt.toISOString()}, but the record at ${afterProgress} is newer`;
    return [recreated(input, what)];
  }
  if (hint !== null && hint > next && hint <= log.end) {
    const what = `${object}: the group has read to ${hint}, the store to ${next}`;
    return [finding('progress_behind_group', { object, what })];
  }
  return lagFindings(input, next, members);
};

/** Partitions that the store has read and the topic no longer has. */
export const goneFindings = (
  followed: readonly FollowedPartition[],
  counts: ReadonlyMap<string, number>,
): readonly DoctorFinding[] =>
  followed
    .filter(({ topic, partition }) => partition >= (counts.get(topic) ?? Infinity))
    .map((stored) =>
      finding('partition_gone', {
        object: nameOf(stored),
        what: `${nameOf(stored)} was read to ${stored.next}, and ${stored.topic} has ${counts.get(stored.topic)} partitions`,
        command: `DELETE FROM progress WHERE topic = '${stored.topic.replaceAll("'", "''")}' AND partition = ${stored.partition};`,
      }),
    );
