import { cloudEventHeaders, snapshotKey } from '@app/wire';
import { EVENT_SOURCE } from '../outgoing/contract-message.ts';
import type { NewOutgoingRecord } from '../outgoing/new-outgoing-record.ts';
import { revisionFields } from './revision-fields.ts';
import type { SnapshotRevision } from './snapshot-store.ts';

/** A revision as subscribers get it: one flat object. The content is JSON already and stays as it was written. */
export const snapshotRecord = (revision: SnapshotRevision): string => {
  const names = JSON.stringify(revisionFields(revision));
  return `${names.slice(0, -1)},${revision.content.slice(1)}`;
};

/** `traceparent` names the span of the take, for subscribers that make traces; null: there is none. */
export const snapshotMessage = (
  topic: string,
  revision: SnapshotRevision,
  traceparent: string | null = null,
): NewOutgoingRecord => ({
  topic,
  key: Buffer.from(snapshotKey(revision)),
  value: Buffer.from(snapshotRecord(revision)),
  headers: cloudEventHeaders({
    id: revision.snapshotId,
    source: EVENT_SOURCE,
    type: 'acv.snapshot',
    time: revision.emittedAt.toISOString(),
    traceparent,
  }),
});
