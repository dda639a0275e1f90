import type { CivilDate } from '../calendar/civil-date.ts';
import { covers, intersection, type Span } from '../calendar/span.ts';
import { activeDays } from '../terms/active-days.ts';
import type { Term } from '../terms/term.ts';
import type { LineBounds } from './line.ts';

/**
 * The days of the term on which a line runs, or null if there are none (definitions, section 3). A missing start is the
 * term's; a line without an end runs as long as the term does, renewals included.
 */
export const lineDays = (line: LineBounds, term: Term): Span | null =>
  intersection({ start: line.start ?? term.start, end: line.end }, activeDays(term, 0));

/** Whether a line runs on `day`. */
export const isRunning = (line: LineBounds, term: Term, day: CivilDate): boolean => {
  const days = lineDays(line, term);
  return days !== null && covers(days, day);
};
