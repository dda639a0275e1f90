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

/** Where the snapshots of a store stand: the last day taken, and by which calculation and policy. */
export type StoreState = Readonly<{
  asOf: CivilDate | null;
  calcVersion: string | null;
  /** The first day on which any contract is active; null where none ever is. */
  firstActiveDay: CivilDate | null;
  /** The same at the last take: periods next to it gain or lose what they are compared with where it moved. */
  firstActiveDayTaken: CivilDate | null;
  /** A partition has more records left than a trickle brings: closed periods wait. */
  isCatchingUp: boolean;
}>;

/** What changed since the last take: the days by cause, and how many changes a take takes over. */
export type Stale = Readonly<{ events: readonly Span[]; fx: readonly Span[] }>;

export type SegmentName = Readonly<{ dimension: string; segment: string }>;

export type NamedSegment = SegmentName & Readonly<{ figures: SegmentInPeriod }>;

/** The sums of every segment of a period that has a snapshot, and what signals are made of besides. */
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
    /** JSON of all that is content, `status` and names apart. */
    content: string;
  }>;

/** A revision to be kept, with what later periods' signals are judged by: JSON, or null where it is not defined. */
export type NewRevision = SnapshotRevision & Readonly<{ workings: string | null }>;

/** One take: what it reads is one state of the books, what it writes appears at once. */
export abstract class TakeTransaction {
  abstract state(): Promise<StoreState>;
  /** What changed since the last take; brings the customers' first active days up to date. */
  abstract stale(): Promise<Stale>;
  /** Brings the first active days of all customers up to date, whatever changed. */
  abstract refreshCustomers(): Promise<void>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** The periods that have been reported. */
  abstract reportedPeriods(): Promise<ReadonlySet<string>>;
  abstract sums(period: Period, days: MeasuredDays, rates: ComparisonRates): Promise<PeriodSums>;
  abstract current(period: Period): Promise<readonly CurrentSnapshot[]>;
  /** What the current snapshots of these periods add to a run, a period each, by the segment's name as JSON. */
  abstract workings(periods: readonly Period[]): Promise<readonly ReadonlyMap<string, Workings>[]>;
  /** Replaces the workings of current snapshots whose content stays. */
  abstract rework(period: Period, reworked: readonly CurrentSnapshot[]): Promise<void>;
  abstract append(revisions: readonly NewRevision[], messages: readonly NewOutgoingRecord[]): Promise<void>;
  /** Everything up to here is taken, at this day and by this calculation. */
  abstract finish(asOf: CivilDate, calcVersion: string): Promise<void>;
}

export abstract class SnapshotStore {
  /** Runs a take; null where another one is at work. */
  abstract take<T>(
    asOf: CivilDate,
    takenAt: Date,
    work: (transaction: TakeTransaction) => Promise<T>,
  ): Promise<T | null>;
}
