import { NO_SEGMENT } from './dimensions.ts';

/** An attribute of the primary contract; a missing or an empty one is `(none)`. */
export const attributeSegment = (attributes: Readonly<Record<string, string>>, dimension: string): string =>
  Object.hasOwn(attributes, dimension) ? attributes[dimension] || NO_SEGMENT : NO_SEGMENT;
