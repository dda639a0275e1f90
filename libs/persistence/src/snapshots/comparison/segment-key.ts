/** A segment by the place of its dimension, from 1, and its name. */
export const segmentKey = (dimension: number, segment: string): string => `${dimension}|${segment}`;
