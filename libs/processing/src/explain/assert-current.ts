import { CALC_VERSION, type Period } from '@app/domain';
import { storedSnapshot } from '@app/wire';
import { NotReportedError } from '../reports/not-reported-error.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** Throws `NotReportedError` if a former calculation withdrew the snapshot, whose figures this one cannot explain. */
export const assertCurrent = ({ label }: Period, snapshot: SnapshotRevision): void => {
  if (snapshot.status !== 'withdrawn' || storedSnapshot(snapshot.content).calc_version === CALC_VERSION) return;
  throw new NotReportedError(
    `${snapshot.dimension} ${snapshot.segment} was withdrawn for ${label}; its last figures are by a former calculation: see acv history`,
  );
};
