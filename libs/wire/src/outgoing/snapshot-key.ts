/** The name of a snapshot: one segment of one dimension in one period. */
export type SnapshotName = Readonly<{ grain: string; period: string; dimension: string; segment: string }>;

/** `|` parts the key, `%` starts an escape, and control characters make a key unreadable. */
const RESERVED = /[|%\p{Cc}]/gu;

const escaped = (part: string): string => part.replaceAll(RESERVED, (character) => encodeURIComponent(character));

/** `month|2025-03|tier|mid-market`. Different names never share a key. */
export const snapshotKey = ({ grain, period, dimension, segment }: SnapshotName): string =>
  [grain, period, dimension, segment].map(escaped).join('|');
