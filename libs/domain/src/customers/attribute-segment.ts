import { NO_SEGMENT } from './dimensions.ts';

/** The segment in a dimension by attribute; a missing or empty attribute is `(none)` (definitions, section 6). */
export const attributeSegment = (attributes: Readonly<Record<string, string>>, dimension: string): string =>
  Object.hasOwn(attributes, dimension) ? attributes[dimension] || NO_SEGMENT : NO_SEGMENT;
