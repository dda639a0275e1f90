import { daysBetween } from '../calendar/civil-date.ts';
import { type Term, wholeMonthsOf } from '../terms/term.ts';
import type { Per } from './per.ts';

/**
 * The length in days of a billing interval that is counted in days: in `contract_value` such a line counts the amount
 * that it bills (definitions, section 4). Null for an interval that is counted in months.
 */
export const billedDays = (per: Per, term: Term): number | null => {
  switch (per.interval) {
    case 'day':
      return per.count;
    case 'week':
      return 7 * per.count;
    case 'term':
      return term.end === null || wholeMonthsOf(term) !== null ? null : daysBetween(term.start, term.end);
    case 'month':
    case 'quarter':
    case 'half_year':
    case 'year':
      return null;
  }
};
