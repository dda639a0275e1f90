import type { CivilDate } from '../calendar/civil-date.ts';
import { termInForce } from '../terms/term-in-force.ts';
import { type Term } from '../terms/term.ts';

/** How firmly a contract is signed on a day ahead. */
export type Commitment = 'evergreen' | 'committed' | 'renewing';

/**
 * A contract without an end is evergreen. It is committed in the stated term of the governing event, or in a renewal
 * that began on or before `today`, and renewing in a later renewal (definitions, section 11). On days of grace its term
 * counts as one that auto-renews.
 */
export const commitmentOn = (term: Term, day: CivilDate, today: CivilDate): Commitment => {
  if (term.end === null) return 'evergreen';
  if (day < term.end) return 'committed';
  return termInForce({ ...term, autoRenew: true }, day).start <= today ? 'committed' : 'renewing';
};
