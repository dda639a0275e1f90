/** The offsets of a partition's log: `[first, end)`. */
export type LogRange = Readonly<{ first: bigint; end: bigint }>;

export type TopicPartition = Readonly<{ topic: string; partition: number }>;

/** `removed`: records were deleted before they were processed. `recreated`: the log ends before the stored offset. */
export type Missing = 'removed' | 'recreated';

/** A partition that cannot continue without loss. It is paused until the stored offset is within its log again. */
export class PartitionStopped extends Error {
  override readonly name = 'PartitionStopped';
  readonly topic: string;
  readonly partition: number;
  readonly missing: Missing;
  readonly storedOffset: bigint;
  readonly log: LogRange;

  constructor({ topic, partition }: TopicPartition, missing: Missing, at: Readonly<{ stored: bigint; log: LogRange }>) {
    const { stored, log } = at;
    super(
      `${topic}[${partition}] stops: the next offset to process is ${stored}, but ${reason(missing, stored, log)} ` +
        'acv doctor says how to go on.',
    );
    this.topic = topic;
    this.partition = partition;
    this.missing = missing;
    this.storedOffset = stored;
    this.log = log;
  }
}

const reason = (missing: Missing, stored: bigint, { first, end }: LogRange): string =>
  missing === 'removed'
    ? `its log begins at ${first} (and ends at ${end}): ${first - stored} offsets were removed, by retention or by hand, before they were processed.`
    : `its log ends at ${end} (and begins at ${first}): the topic was deleted and created again, or this is another cluster.`;
