import type { Period, Reason, SnapshotStatus } from '@app/domain';
import type { SnapshotRevision } from '@app/processing';
import { dateFrom } from '../contracts/stored-dates.ts';

/** A row of `snapshot` as node-postgres returns it. */
export type RevisionRow = Readonly<{
  grain: Period['grain'];
  period: string;
  dimension: string;
  segment: string;
  revision: number;
  snapshot_id: string;
  status: SnapshotStatus;
  reason: Reason;
  measured_on: string;
  as_of: string;
  emitted_at: Date;
  content: string;
}>;

export const revisionFrom = (row: RevisionRow): SnapshotRevision => ({
  grain: row.grain,
  period: row.period,
  dimension: row.dimension,
  segment: row.segment,
  revision: row.revision,
  snapshotId: row.snapshot_id,
  status: row.status,
  reason: row.reason,
  measuredOn: dateFrom(row.measured_on),
  asOf: dateFrom(row.as_of),
  emittedAt: row.emitted_at,
  content: row.content,
});
