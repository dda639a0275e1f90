import type { SegmentName } from './snapshot-store.ts';

/** A segment's name as a key: different names never share one. */
export const segmentName = ({ dimension, segment }: SegmentName): string => JSON.stringify([dimension, segment]);
