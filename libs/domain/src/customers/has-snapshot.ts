import type { Decimal } from '../money/decimal.ts';

/** What gives a segment a snapshot in a period: how many there are of each, and the expected usage. */
export type SegmentPresence = Readonly<{
  activeNow: number;
  activeThen: number;
  bookings: number;
  replacements: number;
  oneTimeLines: number;
  expectedUsage: Decimal;
}>;

/** Whether a segment has a snapshot in a period (definitions, section 6). `all` has one in each of them. */
export const hasSnapshot = ({ expectedUsage, ...counts }: SegmentPresence): boolean =>
  !expectedUsage.isZero() || Object.values(counts).some((count) => count > 0);
