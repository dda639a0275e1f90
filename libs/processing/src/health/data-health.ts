import type { Stale } from '../snapshots/snapshot-store.ts';
import type { SetAsideContract } from '../fold/set-aside.ts';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { MissingRate } from '../reports/missing-rates.ts';
import type { StoreState } from '../snapshots/snapshot-store.ts';
import type { PayloadsReadDifferently } from './payloads-read-differently.ts';

/** A partition of an input topic: the next record to be read, and the end of the log when it was last read. */
export type PartitionProgress = Readonly<{
  topic: string;
  partition: number;
  next: bigint;
  end: bigint;
  updatedAt: Date;
}>;

/** What the store knows of its data at one moment. */
export type DataState = Readonly<{
  /** The event that was accepted last, of those that belong to a contract; null in an empty store. */
  newestEvent: (LedgerRow & Readonly<{ ingestedAt: Date }>) | null;
  partitions: readonly PartitionProgress[];
  state: StoreState;
  /** The days that changed since the last take. */
  stale: Stale;
  reportedPeriods: ReadonlySet<string>;
  waiting: Readonly<{ contracts: number; changes: number; outgoing: number }>;
  setAside: readonly SetAsideContract[];
  /** `durationMs` is null while the store catches up, and of takes before it was kept. */
  lastTake: Readonly<{ asOf: string; takenAt: Date; durationMs: number | null }> | null;
  /** Refused records by code: those of the last 30 days, and those of any age that wait. */
  refused: readonly Readonly<{ code: string; count: number; waiting: number }>[];
  missingRates: readonly MissingRate[];
}>;

/** The port of the health of the data. */
export abstract class DataHealth {
  abstract read(): Promise<DataState>;
  /** In the order of formats and origins. Not part of `read`, which is asked often: it passes over all payloads. */
  abstract payloadsReadDifferently(): Promise<readonly PayloadsReadDifferently[]>;
  /** When the first snapshot under the policy was emitted; null before that. */
  abstract policySince(): Promise<Date | null>;
}
