/** A record that waits to be published. Its number orders it among those of its topic and key. */
export type OutgoingRecord = Readonly<{
  number: bigint;
  topic: string;
  key: Buffer | null;
  /** Null is a tombstone. */
  value: Buffer | null;
  headers: Readonly<Record<string, Buffer>>;
}>;

export type Lane = Readonly<{ topic: string; waiting: number; oldestAgeSeconds: number }>;

/**
 * Outgoing records, stored in the transaction of what they tell, published by the relay. Each topic is a lane of its
 * own.
 */
export abstract class Outbox {
  /** The topics that have unpublished records. Costs as little with many of them as with one. */
  abstract topics(): Promise<readonly string[]>;

  /** What waits in each of them. Counts every record. */
  abstract lanes(): Promise<readonly Lane[]>;

  /**
   * Hands the oldest unpublished records of the topic, in the order of their numbers, to `publish`, and marks them as
   * published once it resolves; where it rejects they stay, and the error is passed on. One relay at a time: null where
   * another one holds the lane.
   */
  abstract publishNext(
    topic: string,
    limit: number,
    publish: (records: readonly OutgoingRecord[]) => Promise<void>,
  ): Promise<number | null>;
}
