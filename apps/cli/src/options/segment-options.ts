import { ALL, dimensionsOf, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import type { SegmentName } from '@app/processing';
import { Option } from 'commander';
import { namesThatExist } from './near-names.ts';

export type SegmentOptions = Readonly<{ dimension?: string; segment?: string }>;

/** `segments` says which segments a command reports on: each one of the dimension, or one that `--segment` names. */
export const dimensionOption = (segments: 'each segment' | 'with --segment: a segment'): Option =>
  new Option('--dimension <name>', `${segments} of this dimension (default: the whole book)`);

export const segmentOption = (): Option => new Option('--segment <name>', 'only this segment of the dimension');

/** Throws `UsageError` if a segment is named without its dimension. */
export const assertDimension = ({ dimension, segment }: SegmentOptions): void => {
  if (dimension === undefined && segment !== undefined) throw new UsageError('--segment needs --dimension');
};

/** The segment that both options name, or the whole book. Throws `UsageError` if one of the two is missing. */
export const oneSegment = (options: SegmentOptions): SegmentName => {
  const { dimension, segment } = options;
  assertDimension(options);
  if (dimension === undefined) return { dimension: ALL, segment: ALL };
  if (segment === undefined) throw new UsageError(`--dimension ${dimension} needs --segment`);
  return { dimension, segment };
};

/** `name` is the option, for the message. Throws `UsageError` if the policy does not have the dimension. */
export const assertReported = (dimension: string, policy: Policy, name = '--dimension'): void => {
  const reported = dimensionsOf(policy);
  if (!reported.includes(dimension)) {
    throw new UsageError(`${name}: ${dimension} is not a dimension; ${namesThatExist(dimension, reported)}`);
  }
};

/** Whether a row belongs to the segment that was asked for. Throws `UsageError`. */
export const isAskedFor = (options: SegmentOptions, policy: Policy): ((row: SegmentName) => boolean) => {
  assertDimension(options);
  const { dimension = ALL, segment } = options;
  assertReported(dimension, policy);
  return (row) => row.dimension === dimension && (segment === undefined || row.segment === segment);
};

/** Throws `UsageError` if the report has no row for the segment that was asked for. */
export const assertFound = (rows: readonly unknown[], { dimension, segment }: SegmentOptions): void => {
  if (rows.length === 0 && segment !== undefined) {
    throw new UsageError(`--segment: nothing counts in ${dimension ?? ''} ${segment}`);
  }
};
