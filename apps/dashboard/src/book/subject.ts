import type { Book } from './book.ts';
import { dimensionName } from './dimension-name.ts';
import { segmentName } from './segment-name.ts';

/** The segment that a view is about, such as `tier: smb`; empty for the whole book. */
export const subjectOf = ({ dimension, segment }: Pick<Book, 'dimension' | 'segment'>): string =>
  segment === 'all' ? '' : `${dimensionName(dimension)}: ${segmentName(dimension, segment)}`;
