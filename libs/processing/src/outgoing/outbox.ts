/** A record to be published. Its number orders it among those of its topic and key. */
export type OutgoingRecord = Readonly<{
  number: bigint;
  topic: string;
  key: Buffer | null;
  /** Null is a tombstone. */
  value: Buffer | null;
  headers: Readonly<Record<string, Buffer>>;
}>;

/** One topic's queue in the outbox. */
export type Lane = Readonly<{ topic: string; waiting: number; oldestAgeSeconds: number }>;

/** Outgoing records: stored in the transaction that they report, published by the relay, in a lane for each topic. */
export abstract class Outbox {
  /** The topics that have unpublished records. The cost does not grow with the number of records. */
  abstract topics(): Promise<readonly string[]>;

  /** The lanes with unpublished records. Counts every record. */
  abstract lanes(): Promise<readonly Lane[]>;

  /**
   * Hands up to `limit` of the oldest unpublished records of the topic to `publish`, in the order of their numbers, and
   * marks them as published once it resolves. If it rejects, they stay, and the error is passed on. Resolves with their
   * number, or with null if another relay holds the lane.
   */
  abstract publishNext(
    topic: string,
    limit: number,
    publish: (records: readonly OutgoingRecord[]) => Promise<void>,
  ): Promise<number | null>;
}
