import { plain } from '../money/decimal-text.ts';
import { bookingFigures } from './bookings.ts';
import { bridgeFigures } from './bridge.ts';
import { concentrationFigures, contractFigures, distributionFigures } from './distribution.ts';
import type { Figures } from './emitted.ts';
import { mixAndRateFigures } from './mix-and-rate.ts';
import { movementFigures } from './movements.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';
import { trendFigures } from './trend.ts';

/** The figures of a segment's snapshot (definitions, section 7). `all` is the whole in the same period. */
export const snapshotFigures = (segment: SegmentInPeriod, all: SegmentInPeriod): Figures => ({
  arr: plain(segment.now.arr),
  active_logos: segment.now.logos,
  active_contracts: segment.now.contracts,
  ...trendFigures(segment),
  ...distributionFigures(segment.now),
  ...contractFigures(segment.now),
  ...concentrationFigures(segment.now),
  ...movementFigures(segment),
  ...bridgeFigures(segment),
  ...mixAndRateFigures(segment, all),
  ...bookingFigures(segment.bookings),
});
