import type { CivilDate } from '@app/domain';
import type { SetAsideContract } from '../fold/set-aside.ts';
import type { MissingRate } from './missing-rates.ts';

/** When an event says that it was recorded, and when it was accepted. */
export type NewestEvent = Readonly<{ time: string; ingestedAt: Date }>;

/** How far a partition of a topic is read. `logEnd` is where the log ended at the last batch. */
export type ReadPartition = Readonly<{
  topic: string;
  partition: number;
  nextOffset: bigint;
  logEnd: bigint;
  updatedAt: Date;
}>;

/** How fresh and how complete the figures of a store are. */
export type DataState = Readonly<{
  /** The last event that was accepted; null in an empty store. */
  newestEvent: NewestEvent | null;
  /** Empty if no topic was read. */
  partitions: readonly ReadPartition[];
  /** Whether closed periods wait until everything that was there at first has been read. */
  isCatchingUp: boolean;
  /** Contracts to be folded, changes that no take has read, and records to be published. */
  waiting: Readonly<{ contracts: number; changes: number; outgoing: number }>;
  setAside: readonly SetAsideContract[];
  /** Null before the first take. */
  lastTake: Readonly<{ asOf: CivilDate; takenAt: Date }> | null;
  refused: readonly Readonly<{ code: string; count: number }>[];
  /** Of the last day taken. */
  missingRates: readonly MissingRate[];
}>;

export abstract class DataHealth {
  /** One state of the store. Counts the records refused since an instant; null: all of them. */
  abstract state(refusedSince: Date | null): Promise<DataState>;
}
