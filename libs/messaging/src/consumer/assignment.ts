import type { LogRange, PartitionStopped, TopicPartition } from './partition-stopped.ts';

/** The state of a partition while it is assigned to us. A new assignment begins with new states. */
export type PartitionState = TopicPartition & {
  /** The next offset to process as last read from the store. Null: no progress is stored, or it was not read yet. */
  next: bigint | null;
  /** Where we have sought to since the last batch that was applied. */
  soughtTo: bigint | null;
  /** Where the driver fetches next, after a batch or a seek of ours. Null: wherever the group has its hint. */
  fetchesFrom: bigint | null;
  logEnd: bigint | null;
  /** The last offsets, from first to last, in which the driver has found no record. */
  passedOver: Readonly<{ first: bigint; last: bigint }> | null;
  isWorking: boolean;
  /** Why the batch in work fails at the moment. */
  failure: Error | null;
  stopped: PartitionStopped | null;
};

export type PartitionStatus = TopicPartition &
  Readonly<{
    /** The next offset to process. Null: no progress is stored, or it was not read yet. */
    position: bigint | null;
    logEnd: bigint | null;
    /** Records between position and log end. Null while one of them is not known. */
    lag: bigint | null;
    /** Why its batch fails at the moment. Null: it does not. */
    failure: Error | null;
    stopped: PartitionStopped | null;
  }>;

/** The partitions that are assigned to us at the moment. */
export class Assignment {
  readonly #byKey = new Map<string, PartitionState>();

  /** Drops all state, because another member may have moved on from it in the meantime. */
  replace(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.#byKey.clear();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) this.#byKey.set(key({ topic, partition }), unread({ topic, partition }));
    }
  }

  find(of: TopicPartition): PartitionState | undefined {
    return this.#byKey.get(key(of));
  }

  /** False once the partition was assigned again, to us or to another member. */
  holds(state: PartitionState): boolean {
    return this.find(state) === state;
  }

  all(): readonly PartitionState[] {
    return [...this.#byKey.values()];
  }
}

export function partitionStatus({ topic, partition, next, logEnd, failure, stopped }: PartitionState): PartitionStatus {
  return { topic, partition, position: next, logEnd, lag: lag(next, logEnd), failure, stopped };
}

/** Never below zero: the log end is read a little earlier than the position. */
function lag(position: bigint | null, logEnd: bigint | null): bigint | null {
  if (position === null || logEnd === null) return null;
  return logEnd > position ? logEnd - position : 0n;
}

/** Notes that a batch was applied, which also shows how far the log reaches at least. */
export function advance(state: PartitionState, next: bigint, logEnd: bigint | null): void {
  state.next = next;
  state.soughtTo = null;
  state.fetchesFrom = next;
  state.logEnd = logEnd;
}

/** Notes offsets that the driver has passed over by itself: transaction markers and aborted records, which no batch has. */
export function passOver(state: PartitionState, first: bigint, last: bigint): void {
  const before = state.passedOver;
  state.passedOver = { first: before !== null && first <= before.last + 1n ? before.first : first, last };
}

/** Where the log ends for us: behind the last record, although only markers and aborted records may follow it. */
export function readableEnd({ next, passedOver }: PartitionState, { first, end }: LogRange): bigint {
  const from = next ?? first;
  return passedOver !== null && passedOver.first <= from && passedOver.last + 1n >= end && from < end ? from : end;
}

/** The log range of one partition among the offsets of its topic. Null if the topic does not have the partition. */
export const rangeOf = (
  offsets: ReadonlyArray<Readonly<{ partition: number; low: string; high: string }>>,
  partition: number,
): LogRange | null => {
  const found = offsets.find((of) => of.partition === partition);
  return found ? { first: BigInt(found.low), end: BigInt(found.high) } : null;
};

const key = ({ topic, partition }: TopicPartition): string => `${topic}[${partition}]`;

const unread = (of: TopicPartition): PartitionState => ({
  ...of,
  next: null,
  soughtTo: null,
  fetchesFrom: null,
  logEnd: null,
  passedOver: null,
  isWorking: false,
  failure: null,
  stopped: null,
});
