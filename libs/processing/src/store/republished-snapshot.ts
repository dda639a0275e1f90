import type { NewOutgoingRecord } from '../outgoing/new-outgoing-record.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';
import { snapshotMessage } from '../snapshots/snapshot-record.ts';

/** The current state of a snapshot's key: its last revision, or a tombstone if that withdrew it. */
export const republishedSnapshot = (topic: string, revision: SnapshotRevision): NewOutgoingRecord => {
  const message = snapshotMessage(topic, revision);
  return revision.status === 'withdrawn' ? { ...message, value: null } : message;
};
