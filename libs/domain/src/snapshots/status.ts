import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import type { Period } from '../periods/period.ts';

export type SnapshotStatus = 'open' | 'closed' | 'restated' | 'withdrawn';

/** Why a revision was written; of several reasons the first in this order (definitions, section 9). */
export const REASONS = ['first', 'policy', 'calculation', 'fx', 'events', 'time'] as const;
export type Reason = (typeof REASONS)[number];

/** Whether a period is still open, so many days after its last one. */
export const isOpen = (period: Period, asOf: CivilDate, closeAfterDays: number): boolean =>
  asOf < addDays(period.end, closeAfterDays - 1);
