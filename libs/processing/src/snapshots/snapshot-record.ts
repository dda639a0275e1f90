import { cloudEventHeaders, snapshotKey } from '@app/wire';
import { EVENT_SOURCE } from '../outgoing/contract-message.ts';
import type { NewOutgoingRecord } from '../outgoing/new-outgoing-record.ts';
import type { SnapshotRevision } from './snapshot-store.ts';

/** A revision as subscribers get it: one flat object. The content is JSON already and stays as it was written. */
export const snapshotRecord = (revision: SnapshotRevision): string => {
  const names = JSON.stringify({
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
  return `${names.slice(0, -1)},${revision.content.slice(1)}`;
};

export const snapshotMessage = (topic: string, revision: SnapshotRevision): NewOutgoingRecord => ({
  topic,
  key: Buffer.from(snapshotKey(revision)),
  value: Buffer.from(snapshotRecord(revision)),
  headers: cloudEventHeaders({
    id: revision.snapshotId,
    source: EVENT_SOURCE,
    type: 'acv.snapshot',
    time: revision.emittedAt.toISOString(),
  }),
});
