import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import type { Span } from '../calendar/span.ts';
import type { Term } from './term.ts';

/**
 * The days on which a contract under this term is active, with `graceDays` of grace after a term that does not renew
 * (definitions, section 2).
 */
export const activeDays = ({ start, end, autoRenew }: Term, graceDays: number): Span => {
  if (autoRenew || end === null) return { start, end: null };
  return { start, end: graceDays === 0 ? end : addDays(end, graceDays) };
};

/**
 * Whether `day`, on which the contract is active, is a day of grace: on or after the end of a term that does not renew.
 */
export const isInGrace = ({ end, autoRenew }: Term, day: CivilDate): boolean =>
  !autoRenew && end !== null && end <= day;
