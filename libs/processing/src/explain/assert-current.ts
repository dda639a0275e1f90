import { CALC_VERSION } from '@app/domain';
import { storedSnapshot } from '@app/wire';
import { NotReportedError } from '../reports/not-reported-error.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** Throws `NotReportedError` if a former calculation withdrew the snapshot, so that its figures cannot be explained. */
export const assertCurrent = ({ status, content, period, dimension, segment }: SnapshotRevision): void => {
  if (status !== 'withdrawn' || storedSnapshot(content).calc_version === CALC_VERSION) return;
  throw new NotReportedError(
    `${dimension} ${segment} was withdrawn for ${period}; its last figures are by a former calculation: see acv history`,
  );
};
