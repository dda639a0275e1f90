import type { Grain, Period } from '@app/domain';
import type { Page, PageAsked } from '../lists/page.ts';
import type { SegmentName, SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** Which snapshots are asked for. Null does not restrict them. Periods are labels of the grain, both included. */
export type SnapshotsAsked = Readonly<{
  grain: Grain;
  from: string | null;
  to: string | null;
  dimensions: readonly string[] | null;
  segments: readonly string[] | null;
  /** The revisions that were current at this instant; null: now. */
  knownAt: Date | null;
}>;

/** The port of what was reported. A key that was withdrawn is not among it. */
export abstract class ReportedSnapshots {
  /** By period, dimension and segment. */
  abstract page(asked: SnapshotsAsked, page: PageAsked): Promise<Page<SnapshotRevision>>;
  /** The current revision, also one that withdrew the key; null if the segment was never reported in the period. */
  abstract current(period: Period, segment: SegmentName): Promise<SnapshotRevision | null>;
  /** Every segment of the dimension that was ever reported, in code-point order. */
  abstract segments(dimension: string): Promise<readonly string[]>;
}
