import { dimensionsOf, type Policy } from '@app/domain';
import type { SegmentName } from '@app/processing';
import { UsageError } from '../usage-error.ts';

export type SegmentOptions = Readonly<{ dimension?: string; segment?: string }>;

const assertKnown = (dimension: string, policy: Policy): void => {
  const known = dimensionsOf(policy);
  if (!known.includes(dimension)) {
    throw new UsageError(`--dimension: ${dimension} is no dimension; there are ${known.join(', ')}`);
  }
};

/** Which rows of a report are wanted: the whole, a dimension, or one of its segments. Throws `UsageError`. */
export const askedSegments = (
  { dimension, segment }: SegmentOptions,
  policy: Policy,
): ((row: SegmentName) => boolean) => {
  if (dimension === undefined && segment !== undefined) throw new UsageError('--segment: of which --dimension?');
  const wanted = dimension ?? 'all';
  assertKnown(wanted, policy);
  return (row) => row.dimension === wanted && (segment === undefined || row.segment === segment);
};

/** Throws `UsageError` where the segment that was asked for has no row. */
export const assertFound = (rows: readonly unknown[], { dimension, segment }: SegmentOptions): void => {
  if (rows.length === 0 && segment !== undefined) {
    throw new UsageError(`--segment: nothing counts in ${dimension ?? ''} ${segment}`);
  }
};
