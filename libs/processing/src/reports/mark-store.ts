/** A name for all revisions that were known at an instant: of each segment in each period, the last one until then. */
export type Mark = Readonly<{ name: string; knownAt: Date; madeAt: Date; madeBy: string }>;

/** No take is at work until it ends, so nothing can still be reported of an earlier instant. */
export abstract class MarkTransaction {
  abstract named(name: string): Promise<Mark | null>;
  /** When the first and the last take reported; null if there was none. */
  abstract takes(): Promise<Readonly<{ first: Date; last: Date }> | null>;
  abstract add(mark: Mark): Promise<void>;
}

export abstract class MarkStore {
  /** In the order in which they were made. */
  abstract list(): Promise<readonly Mark[]>;
  abstract transaction<T>(work: (transaction: MarkTransaction) => Promise<T>): Promise<T>;
}
