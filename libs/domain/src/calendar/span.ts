import { type CivilDate, later } from './civil-date.ts';

/**
 * Half-open, `[start, end)`: neighbouring spans share a boundary and never overlap. Without an end the span is open.
 */
export type Span = Readonly<{ start: CivilDate; end: CivilDate | null }>;

export const covers = ({ start, end }: Span, day: CivilDate): boolean => start <= day && (end === null || day < end);

export const earlierEnd = (a: CivilDate | null, b: CivilDate | null): CivilDate | null => {
  if (a === null) return b;
  return b === null || a < b ? a : b;
};

/** The days in both spans, or null if there are none. */
export const intersection = (a: Span, b: Span): Span | null => {
  const start = later(a.start, b.start);
  const end = earlierEnd(a.end, b.end);
  return end === null || start < end ? { start, end } : null;
};
