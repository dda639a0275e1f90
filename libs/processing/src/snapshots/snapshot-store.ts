import type {
  CivilDate,
  ComparisonRates,
  DataGaps,
  FxRate,
  LargestMove,
  MeasuredDays,
  Period,
  Reason,
  SegmentInPeriod,
  SnapshotStatus,
  Span,
  Workings,
} from '@app/domain';
import type { NewOutgoingRecord } from '../outgoing/new-outgoing-record.ts';

/** The state of a store's snapshots: the last day taken, and its calculation. */
export type StoreState = Readonly<{
  asOf: CivilDate | null;
  calcVersion: string | null;
  /** The first day on which any contract is active; null if none ever is. */
  firstActiveDay: CivilDate | null;
  /** The same at the last take. If it moved, periods next to it gain or lose what they are compared with. */
  firstActiveDayTaken: CivilDate | null;
  /** A partition has not been read far enough yet, so closed periods wait (definitions, section 9). */
  isCatchingUp: boolean;
}>;

/** The first and the last of the events in the ledger that wait to be folded, by their numbers. */
export type UnfoldedEvents = Readonly<{ first: bigint; last: bigint }>;

/** The days that changed since the last take, by cause. */
export type Stale = Readonly<{ events: readonly Span[]; fx: readonly Span[] }>;

export type SegmentName = Readonly<{ dimension: string; segment: string }>;

export type NamedSegment = SegmentName & Readonly<{ figures: SegmentInPeriod }>;

/**
 * The sums of every segment that has a snapshot in a period, always with the whole, and the other inputs of signals.
 */
export type PeriodSums = Readonly<{
  segments: readonly NamedSegment[];
  largestMove: LargestMove | null;
  gaps: DataGaps;
}>;

/** The current revision of a segment in a period. */
export type CurrentSnapshot = SegmentName &
  Readonly<{
    revision: number;
    status: SnapshotStatus;
    policyId: string;
    calcVersion: string;
    content: string;
    workings: string | null;
  }>;

export type SnapshotRevision = SegmentName &
  Readonly<{
    grain: Period['grain'];
    period: string;
    revision: number;
    snapshotId: string;
    status: SnapshotStatus;
    reason: Reason;
    measuredOn: CivilDate;
    asOf: CivilDate;
    emittedAt: Date;
    /** JSON of all that is content, without `status` and names; `storedSnapshot` of wire reads it. */
    content: string;
  }>;

/** A new revision, with the workings from which the signals of later periods are judged: JSON, or null if undefined. */
export type NewRevision = SnapshotRevision & Readonly<{ workings: string | null }>;

/** A period that a take will sum up, and the days that it compares. */
export type ExpectedPeriod = Readonly<{ period: Period; days: MeasuredDays }>;

/** One take. It reads one state of the books, and all that it writes appears at once. */
export abstract class TakeTransaction {
  abstract state(): Promise<StoreState>;
  /** Null if no event waits to be folded. */
  abstract unfoldedEvents(): Promise<UnfoldedEvents | null>;
  /** The changes since the last take. Also brings the customers' first active days up to date. */
  abstract stale(): Promise<Stale>;
  /** Brings the first active days of all customers up to date, even if nothing changed. */
  abstract refreshCustomers(): Promise<void>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** The periods that have been reported. */
  abstract reportedPeriods(): Promise<ReadonlySet<string>>;
  /** Names the periods that will be summed up, in this order, so that several can be at once. */
  async expect(_periods: readonly ExpectedPeriod[]): Promise<void> {}
  abstract sums(period: Period, days: MeasuredDays, rates: ComparisonRates): Promise<PeriodSums>;
  abstract current(period: Period): Promise<readonly CurrentSnapshot[]>;
  /** The workings of the current snapshots of these periods, a map for each period, by `segmentName`. */
  abstract workings(periods: readonly Period[]): Promise<readonly ReadonlyMap<string, Workings>[]>;
  /** Replaces the workings of current snapshots whose content stays. */
  abstract rework(period: Period, reworked: readonly CurrentSnapshot[]): Promise<void>;
  abstract append(revisions: readonly NewRevision[], messages: readonly NewOutgoingRecord[]): Promise<void>;
  /** Stores that everything up to here is taken, as of this day and by this calculation. */
  abstract finish(asOf: CivilDate, calcVersion: string): Promise<void>;
}

export abstract class SnapshotStore {
  /** Runs a take; null if another one is at work. */
  abstract take<T>(
    asOf: CivilDate,
    takenAt: Date,
    work: (transaction: TakeTransaction) => Promise<T>,
  ): Promise<T | null>;
}
