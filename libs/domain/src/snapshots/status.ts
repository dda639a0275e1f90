import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import type { Period } from '../periods/period.ts';

/** How final a snapshot is (definitions, section 9). */
export const STATUSES = ['open', 'closed', 'restated', 'withdrawn'] as const;
export type SnapshotStatus = (typeof STATUSES)[number];

/** Why a revision was written; of several reasons the first in this order (definitions, section 9). */
export const REASONS = ['first', 'policy', 'calculation', 'fx', 'events', 'time'] as const;
export type Reason = (typeof REASONS)[number];

/** Whether a period is still open on `asOf`, when periods close `closeAfterDays` days after their last one. */
export const isOpen = (period: Period, asOf: CivilDate, closeAfterDays: number): boolean =>
  asOf < addDays(period.end, closeAfterDays - 1);
