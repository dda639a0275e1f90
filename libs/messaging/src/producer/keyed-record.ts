/** A record for a topic. */
export type KeyedRecord = Readonly<{
  /** Null: any partition. */
  key: Buffer | null;
  /** Null is a tombstone. */
  value: Buffer | null;
  headers: Readonly<Record<string, Buffer>>;
}>;
