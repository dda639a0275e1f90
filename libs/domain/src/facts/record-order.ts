import { compareCodePoints } from '../text/code-points.ts';
import type { EventHead } from './contract-event.ts';

/** What orders the events of a contract, whatever order they arrive in (definitions, section 1). */
export type RecordKey = Pick<EventHead, 'version' | 'recordedAt' | 'id' | 'source'>;

export const compareRecords = (a: RecordKey, b: RecordKey): number =>
  a.version - b.version ||
  a.recordedAt.seconds - b.recordedAt.seconds ||
  a.recordedAt.nanos - b.recordedAt.nanos ||
  compareCodePoints(a.id, b.id) ||
  compareCodePoints(a.source, b.source);
