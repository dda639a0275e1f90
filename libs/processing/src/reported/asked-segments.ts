import { ALL, dimensionsOf, type Policy } from '@app/domain';
import { OutOfRangeError } from '../reports/out-of-range-error.ts';
import type { SegmentName } from '../snapshots/snapshot-store.ts';

/** Segments of a dimension, null: all of them; no dimension: the whole book. */
export type SegmentsAsked = Readonly<{ dimension: string | null; segments: readonly string[] | null }>;

/** Throws `OutOfRangeError` if the policy does not have the dimension. */
export const assertDimension = (dimension: string, policy: Policy): void => {
  const dimensions = dimensionsOf(policy);
  if (dimensions.includes(dimension)) return;
  throw new OutOfRangeError('dimension', `${dimension} is not a dimension; choose one of ${dimensions.join(', ')}`);
};

/** Throws `OutOfRangeError` if a segment is named without its dimension, or the policy does not have the dimension. */
export const askedDimension = ({ dimension, segments }: SegmentsAsked, policy: Policy): string => {
  if (dimension === null && segments !== null) throw new OutOfRangeError('segment', 'needs its dimension');
  assertDimension(dimension ?? ALL, policy);
  return dimension ?? ALL;
};

/** Whether a row belongs to the segments that are asked for. Throws `OutOfRangeError`. */
export const isAskedFor = (asked: SegmentsAsked, policy: Policy): ((row: SegmentName) => boolean) => {
  const wanted = askedDimension(asked, policy);
  const { segments } = asked;
  return ({ dimension, segment }) => dimension === wanted && (segments === null || segments.includes(segment));
};

/** One segment; without both the whole book. Throws `OutOfRangeError` if one of the two is missing. */
export const askedSegment = (
  { dimension, segment }: Readonly<{ dimension: string | null; segment: string | null }>,
  policy: Policy,
): SegmentName => {
  const wanted = askedDimension({ dimension, segments: segment === null ? null : [segment] }, policy);
  if (segment === null && wanted !== ALL) throw new OutOfRangeError('segment', `is missing: which one of ${wanted}`);
  return { dimension: wanted, segment: segment ?? ALL };
};
