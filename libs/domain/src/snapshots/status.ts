import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import type { Period } from '../periods/period.ts';

/** How final a snapshot is (definitions, section 9). */
export const STATUSES = ['open', 'closed', 'restated', 'withdrawn'] as const;
export type SnapshotStatus = (typeof STATUSES)[number];

/** Whether a period is still open on `asOf`, when periods close `closeAfterDays` days after their last one. */
export const isOpen = (period: Period, asOf: CivilDate, closeAfterDays: number): boolean =>
  asOf < addDays(period.end, closeAfterDays - 1);

/** A segment's last revision, if it has one, beside the content that a take found. */
type Compared = Readonly<{
  isOpen: boolean;
  /** Null if the segment has no revision in the period. */
  before: SnapshotStatus | null;
  isSameContent: boolean;
  /** Whether the period has a closed snapshot, so that a segment that is new in it restates it. */
  isReported: boolean;
}>;

/**
 * The status of a segment's next revision, or null if there is nothing to write (definitions, section 9). A closed snapshot
 * is restated only if its content changes. A snapshot that was withdrawn comes back as a new one.
 */
export const nextStatus = ({
  isOpen: isStillOpen,
  before,
  isSameContent,
  isReported,
}: Compared): SnapshotStatus | null => {
  const former = before === 'withdrawn' ? null : before;
  const isSame = former !== null && isSameContent;
  const wasClosed = former === null ? isReported : former !== 'open';
  if (wasClosed) return isSame ? null : 'restated';
  if (isStillOpen) return isSame ? null : 'open';
  return 'closed';
};
