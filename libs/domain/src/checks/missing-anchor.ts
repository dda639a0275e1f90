import { addMonths, monthOf, yearOf } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { wholeMonthsOf } from '../terms/term.ts';

/**
 * A term that a short month cut at its start: it is whole months counted back from its end, and not counted on from its
 * start (28 February to 31 March).
 */
export const missingAnchor = ({ contractId, term }: TermsEvent): readonly string[] => {
  const { start, end } = term;
  if (end === null || wholeMonthsOf(term) !== null) return [];
  const months = (yearOf(end) - yearOf(start)) * 12 + monthOf(end) - monthOf(start);
  if (months < 1 || addMonths(end, -months) !== start) return [];
  return [
    `${contractId}: term from ${start} to ${end} is ${months === 1 ? 'a month' : `${months} months`} of day ${end.slice(8)}`,
  ];
};
