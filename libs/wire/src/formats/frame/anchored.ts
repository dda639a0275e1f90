import { type CivilDate, wholeMonthsBetween } from '@app/domain';
import type { StatedTerm } from './statement.ts';

/** A term of whole months from `anchor` that the end of a short month cut off, with that anchor. */
export const anchored = (term: StatedTerm, anchor: CivilDate): StatedTerm => {
  const isWhole = wholeMonthsBetween(term.start, term.end) !== null;
  const isCutOff =
    anchor < term.start &&
    wholeMonthsBetween(anchor, term.start) !== null &&
    wholeMonthsBetween(anchor, term.end) !== null;
  return !isWhole && isCutOff ? { ...term, anchor } : term;
};
