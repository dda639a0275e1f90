import type { CivilDate } from '../calendar/civil-date.ts';
import { covers, intersection, type Span } from '../calendar/span.ts';
import { activeDays, type Term } from '../terms/term.ts';
import type { LineBounds } from './line.ts';

/** The days of the term on which a line runs: a missing start is the term's, a missing end goes on while the term does. */
export const runs = (line: LineBounds, term: Term): Span | null =>
  intersection({ start: line.start ?? term.start, end: line.end }, activeDays(term, 0));

export const isRunning = (line: LineBounds, term: Term, day: CivilDate): boolean => {
  const span = runs(line, term);
  return span !== null && covers(span, day);
};
