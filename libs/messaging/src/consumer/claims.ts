import type { LogRange, PartitionStopped, TopicPartition } from './partition-stopped.ts';

/** What is known of a partition while it is assigned to us. A new assignment begins with new claims. */
export type Claim = TopicPartition & {
  /** The next offset to process as the store last said; null: never seen, or not asked yet. */
  next: bigint | null;
  /** Where we have sought to since the last batch that was taken. */
  soughtTo: bigint | null;
  logEnd: bigint | null;
  isWorking: boolean;
  stopped: PartitionStopped | null;
};

export type PartitionStatus = TopicPartition &
  Readonly<{
    /** The next offset to process; null where the partition was never seen or not looked at yet. */
    position: bigint | null;
    logEnd: bigint | null;
    /** Records between the two, null while one of them is unknown. */
    lag: bigint | null;
    stopped: PartitionStopped | null;
  }>;

export class Claims {
  readonly #byKey = new Map<string, Claim>();

  /** Forgets what was known: another member may have moved on from it meanwhile. */
  replace(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.#byKey.clear();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) this.#byKey.set(key({ topic, partition }), unread({ topic, partition }));
    }
  }

  find(of: TopicPartition): Claim | undefined {
    return this.#byKey.get(key(of));
  }

  /** False once the partition was assigned anew, to us or to another member. */
  holds(claim: Claim): boolean {
    return this.find(claim) === claim;
  }

  all(): readonly Claim[] {
    return [...this.#byKey.values()];
  }
}

export function partitionStatus({ topic, partition, next, logEnd, stopped }: Claim): PartitionStatus {
  return { topic, partition, position: next, logEnd, lag: lag(next, logEnd), stopped };
}

/** Never below zero: the log's end is a little older than the position. */
function lag(position: bigint | null, logEnd: bigint | null): bigint | null {
  if (position === null || logEnd === null) return null;
  return logEnd > position ? logEnd - position : 0n;
}

/** Remembers that a batch was processed, which also tells how far the log reaches at least. */
export function advance(claim: Claim, next: bigint, logEnd: bigint | null): void {
  claim.next = next;
  claim.soughtTo = null;
  claim.logEnd = logEnd;
}

/** The offsets of one partition from those of its topic. */
export const rangeOf = (
  offsets: ReadonlyArray<Readonly<{ partition: number; low: string; high: string }>>,
  partition: number,
): LogRange | null => {
  const found = offsets.find((of) => of.partition === partition);
  return found ? { first: BigInt(found.low), end: BigInt(found.high) } : null;
};

const key = ({ topic, partition }: TopicPartition): string => `${topic}[${partition}]`;

const unread = (of: TopicPartition): Claim => ({
  ...of,
  next: null,
  soughtTo: null,
  logEnd: null,
  isWorking: false,
  stopped: null,
});
