/** A record as it came, from a topic or as a line of a file. Nothing of it is trusted yet. */
export type IncomingRecord = Readonly<{
  /** The offset in the partition; in a file the number of the line, from 1. */
  position: bigint;
  key: Buffer | null;
  value: Buffer | null;
  headers: Readonly<Record<string, Buffer>>;
}>;

/**
 * Where records come from: a partition, whose position the store keeps, or a file, whose events are known by their ids.
 */
export type Origin =
  Readonly<{ kind: 'partition'; topic: string; partition: number }> | Readonly<{ kind: 'file'; file: string }>;

/** Records of one origin in ascending order of position. */
export type IncomingBatch = Readonly<{
  origin: Origin;
  records: readonly IncomingRecord[];
  /**
   * The offset at which the reader meant to continue, so that a store that has gone back since can refuse the batch.
   * Null where the partition was never seen, and for a file.
   */
  follows: bigint | null;
  /** The position that follows the batch: the next offset to read. */
  nextPosition: bigint;
  /**
   * The end of the log when the batch was fetched (its next offset to be written); how far behind we are. Null for a
   * file.
   */
  logEnd: bigint | null;
}>;

/** What became of the records of a batch. What is repeated, refused or passed over changes nothing but its count. */
export type BatchOutcome = Readonly<{
  accepted: Readonly<Record<'created' | 'amended' | 'cancelled' | 'merged', number>>;
  repeated: number;
  /** By refusal code. */
  refused: Readonly<Record<string, number>>;
  /** Tombstones: records with a key and no value. */
  passedOver: number;
  /** Records below the stored position: another owner of the partition had done them. */
  alreadyDone: number;
  /** The latest `time` of an accepted event, in seconds since 1970, or null. */
  latestEventTime: number | null;
}>;
