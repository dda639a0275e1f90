import type { SnapshotRevision } from './snapshot-store.ts';

/** The fields of a revision that are not content, by their names in its record. */
export const revisionFields = (revision: SnapshotRevision) => ({
  snapshot_id: revision.snapshotId,
  grain: revision.grain,
  period: revision.period,
  measured_on: revision.measuredOn,
  dimension: revision.dimension,
  segment: revision.segment,
  status: revision.status,
  revision: revision.revision,
  reason: revision.reason,
  as_of: revision.asOf,
  emitted_at: revision.emittedAt.toISOString(),
});
