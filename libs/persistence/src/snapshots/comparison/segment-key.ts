import type { SegmentName } from '@app/processing';

/** A segment by the number of its dimension, from 1, and its name. */
export const segmentKey = (dimension: number, segment: string): string => `${dimension}|${segment}`;

/** A segment's key taken apart again. */
export const segmentNamed = (key: string, dimensions: readonly string[]): SegmentName => ({
  dimension: dimensions[Number(key.slice(0, key.indexOf('|'))) - 1] ?? '',
  segment: key.slice(key.indexOf('|') + 1),
});
