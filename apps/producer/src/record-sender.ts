export type KeyedRecord = Readonly<{ key: string | null; value: string }>;

/** Sends records to a topic. `libs/messaging` implements it with the Kafka driver, which no app imports. */
export abstract class RecordSender {
  /** Resolves when all of them are acknowledged. Records of one key keep their order. */
  abstract send(topic: string, records: readonly KeyedRecord[]): Promise<void>;
  abstract close(): Promise<void>;
}
