import { compareCodePoints } from '../text/code-points.ts';
import type { ContractEvent, EventHead } from './contract-event.ts';

/** The fields that decide the record order of a contract's events (definitions, section 1). */
export type RecordKey = Pick<EventHead, 'version' | 'recordedAt' | 'id' | 'source'> & Pick<ContractEvent, 'kind'>;

type Order = (a: RecordKey, b: RecordKey) => number;

const KINDS: Readonly<Record<RecordKey['kind'], number>> = { created: 0, amended: 1, cancelled: 2 };

const byTime: Order = (a, b) =>
  a.recordedAt.seconds - b.recordedAt.seconds ||
  a.recordedAt.nanos - b.recordedAt.nanos ||
  KINDS[a.kind] - KINDS[b.kind] ||
  compareCodePoints(a.id, b.id) ||
  compareCodePoints(a.source, b.source);

const byVersion: Order = (a, b) => (a.version ?? 0) - (b.version ?? 0) || byTime(a, b);

/** Whether versions count: only if every event of the contract states one. */
export const versionsCount = (keys: readonly Pick<RecordKey, 'version'>[]): boolean =>
  keys.every(({ version }) => version !== null);

export const recordOrder = (byVersions: boolean): Order => (byVersions ? byVersion : byTime);

/** All events of a contract in record order, whatever their order of arrival. */
export const inRecordOrder = <K extends RecordKey>(all: readonly K[]): readonly K[] =>
  all.toSorted(recordOrder(versionsCount(all)));
