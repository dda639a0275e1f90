export type KeyedRecord = Readonly<{ key: string | null; value: string }>;

/** Sends records to a topic. Implemented over the broker's driver, which no app knows. */
export abstract class RecordSender {
  /** Resolves when all of them are acknowledged. Records of one key keep their order. */
  abstract send(topic: string, records: readonly KeyedRecord[]): Promise<void>;
  abstract close(): Promise<void>;
}
