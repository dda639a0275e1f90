import { ALL, type SegmentInPeriod } from '@app/domain';
import type { PeriodSums, SegmentName } from './snapshot-store.ts';

/** The one segment of the whole book. */
export const WHOLE: SegmentName = { dimension: ALL, segment: ALL };

export const isWhole = ({ dimension }: SegmentName): boolean => dimension === ALL;

/** A segment's name as a key: different names never share one. */
export const segmentName = ({ dimension, segment }: SegmentName): string => JSON.stringify([dimension, segment]);

/** The whole of a period. Throws if it is missing, because every period has it. */
export const wholeOf = ({ segments }: PeriodSums): SegmentInPeriod => {
  const whole = segments.find(isWhole);
  if (whole === undefined) throw new Error('the sums of a period have no whole');
  return whole.figures;
};
