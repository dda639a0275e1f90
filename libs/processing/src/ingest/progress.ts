/** The truth about how far a partition has been processed; what Kafka keeps is a hint. */
export abstract class Progress {
  /** The next offset to process, or null where the partition has never been seen. */
  abstract nextOffset(topic: string, partition: number): Promise<bigint | null>;
}
