import { ALL } from '@app/domain';
import { snapshotKey } from '@app/wire';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';
import type { RestateTransaction } from './restatement-store.ts';

/** The whole of a period, before and after. */
export type RestatedSegment = Readonly<{
  key: string;
  before: SnapshotRevision | null;
  after: SnapshotRevision | null;
}>;

/** Every current revision by its key. */
export type ReportedBooks = ReadonlyMap<string, SnapshotRevision>;

export const currentByKey = async (
  transaction: Pick<RestateTransaction, 'currentSnapshots'>,
): Promise<ReportedBooks> => {
  const all = new Map<string, SnapshotRevision>();
  for await (const page of transaction.currentSnapshots()) {
    for (const revision of page) all.set(snapshotKey(revision), revision);
  }
  return all;
};

/** The whole of each period in the one and in the other. */
export const compared = (before: ReportedBooks, after: ReportedBooks): readonly RestatedSegment[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => key.endsWith(`|${ALL}|${ALL}`))
    .toSorted()
    .map((key) => ({ key, before: before.get(key) ?? null, after: after.get(key) ?? null }));
