import type { Decimal } from '../money/decimal.ts';

/** The sums that decide whether a segment has a snapshot: the number of each, and the expected usage. */
export type SegmentPresence = Readonly<{
  activeNow: number;
  activeThen: number;
  bookings: number;
  replacements: number;
  oneTimeLines: number;
  expectedUsage: Decimal;
}>;

/** Whether a segment has a snapshot in a period (definitions, section 6). `all` always has one, whatever this says. */
export const hasSnapshot = ({ expectedUsage, ...counts }: SegmentPresence): boolean =>
  !expectedUsage.isZero() || Object.values(counts).some((count) => count > 0);
