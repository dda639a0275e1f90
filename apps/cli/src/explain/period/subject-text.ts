import { ALL } from '@app/domain';
import type { SegmentName } from '@app/processing';

/** The segment of the book that figures are about. */
export const subjectText = ({ dimension, segment }: SegmentName): string =>
  dimension === ALL ? 'the whole book' : `${dimension} ${segment}`;
