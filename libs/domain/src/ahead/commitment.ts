import type { CivilDate } from '../calendar/civil-date.ts';
import { termInForce } from '../terms/term-in-force.ts';
import { type Term } from '../terms/term.ts';

/** How firmly a contract is signed on a day ahead. */
export type Commitment = 'evergreen' | 'committed' | 'renewing';

/**
 * The first day on which a contract that is active from `today` on is not committed any more: the end of the stated term
 * of the governing event or, if that is over, of the renewal in force on `today` (definitions, section 11). On days of
 * grace its term counts as one that auto-renews. Null: the contract is evergreen.
 */
export const committedUntil = (term: Term, today: CivilDate): CivilDate | null => {
  if (term.end === null || today < term.end) return term.end;
  return termInForce({ ...term, autoRenew: true }, today).end;
};

/** The commitment on a day that is not before `today`, by `committedUntil`. A later renewal is no commitment yet. */
export const commitmentOn = (until: CivilDate | null, day: CivilDate): Commitment => {
  if (until === null) return 'evergreen';
  return day < until ? 'committed' : 'renewing';
};
