/** The log of a partition: its first offset, and its end, that is its next offset to be written. */
export type PartitionLog = Readonly<{ partition: number; first: bigint; end: bigint }>;

/** The port of the stored progress, which decides where a partition continues. Kafka's committed offsets are a hint. */
export abstract class Progress {
  /** The next offset to process. Null: no progress is stored for the partition. */
  abstract nextOffset(topic: string, partition: number): Promise<bigint | null>;

  /**
   * Stores the ends of the logs that are seen for the first time. `logs` are those of all partitions of the topic, also of
   * partitions that other consumers read: one that nobody has read yet is not caught up. An end that is stored stays,
   * unless the log ends earlier by now, because its topic was created again.
   */
  abstract seeLogEnds(topic: string, logs: readonly PartitionLog[]): Promise<void>;
}
