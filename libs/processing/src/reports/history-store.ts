import type { CivilDate, ContractId, FxRate, MeasuredDays, Period } from '@app/domain';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { SegmentName, SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** A revision with the number of the take that wrote it. */
export type KeptRevision = SnapshotRevision & Readonly<{ takeId: number }>;

/** The takes after one and up to another, i.e. between two revisions. Take 0 is before the first revision. */
export type Takes = Readonly<{ after: number; upTo: number }>;

/**
 * A contract that changed in one of the takes, with its customers before and after the change, and the events and
 * merges of the change.
 */
export type TouchedContract = Readonly<{
  contractId: ContractId;
  customers: readonly string[];
  events: readonly number[];
}>;

/**
 * If there are many contracts, only those with the largest ARR on any day are listed. `eventsLeftOut` counts the events
 * of the others, but no merge that moved a listed contract too.
 */
export type Touched = Readonly<{ contracts: readonly TouchedContract[]; eventsLeftOut: number }>;

/**
 * An event and the take that read the change it belongs to: 0 if it changed nothing, null if no take has read it.
 * `countedUntil` is the last take for which it counted before a retranslation superseded it; null: it still counts.
 */
export type KnownEvent = LedgerRow &
  Readonly<{ contractId: ContractId; takenBy: number | null; countedUntil: number | null }>;

/**
 * A merge of customers and the first take that read a change which names it: 0 if no change names it, null if no take
 * has read it. `appendedAt`: when its transaction began, in microseconds; merges of one transaction share it.
 */
export type KnownMerge = LedgerRow & Readonly<{ takenBy: number | null; appendedAt: number }>;

/** One state of the books, and all that was ever reported of them. */
export abstract class HistoryReading {
  /** In order; empty if the segment was never reported in the period. */
  abstract revisions(period: Period, name: SegmentName): Promise<readonly KeptRevision[]>;
  abstract isReported(of: Readonly<{ period: Period }> | SegmentName): Promise<boolean>;
  /** The contracts whose changes in these takes the period sees. */
  abstract touched(takes: Takes, period: Period, days: MeasuredDays): Promise<Touched>;
  /** The contracts that these customers have had, in the order of their ids. */
  abstract contractsOf(customers: readonly string[]): Promise<readonly ContractId[]>;
  /** Every event of these contracts that has been folded. */
  abstract events(contracts: readonly ContractId[]): Promise<readonly KnownEvent[]>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** Every merge of customers in the ledger. */
  abstract merges(): Promise<readonly KnownMerge[]>;
  abstract bounds(): Promise<Readonly<{ firstActiveDay: CivilDate | null; horizon: CivilDate }>>;
}

export abstract class HistoryStore {
  abstract read<T>(work: (reading: HistoryReading) => Promise<T>): Promise<T>;
}
