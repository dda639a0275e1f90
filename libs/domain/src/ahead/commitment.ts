import type { CivilDate } from '../calendar/civil-date.ts';
import { termInForce } from '../terms/term-in-force.ts';
import { type Term } from '../terms/term.ts';

/** How far a contract is signed for on a day that lies ahead. */
export type Commitment = 'evergreen' | 'committed' | 'renewing';

/**
 * Evergreen without an end; committed in the stated term of the governing event, or in a renewal that began on or before
 * `today`; renewing in a later one (definitions, section 11). Days of grace count as those of a term that auto-renews.
 */
export const commitmentOn = (term: Term, day: CivilDate, today: CivilDate): Commitment => {
  if (term.end === null) return 'evergreen';
  if (day < term.end) return 'committed';
  return termInForce({ ...term, autoRenew: true }, day).start <= today ? 'committed' : 'renewing';
};
