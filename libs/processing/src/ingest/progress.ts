/** The port of the stored progress, which decides where a partition continues. Kafka's committed offsets are a hint. */
export abstract class Progress {
  /** The next offset to process. Null: no progress is stored for the partition. */
  abstract nextOffset(topic: string, partition: number): Promise<bigint | null>;
}
