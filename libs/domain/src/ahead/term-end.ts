import { type CivilDate, later } from '../calendar/civil-date.ts';
import { isInGrace } from '../terms/active-days.ts';
import { termInForce } from '../terms/term-in-force.ts';
import type { SignedDays } from './signed-days.ts';

/** The day on which a term ends, the first one after it. `run` is the span that holds the day before. */
export type TermEnd<S> = Readonly<{ on: CivilDate; run: S }>;

/** The end of the term in force on the first day of the span that is not before `after`; null if there is none. */
const endOf = ({ days, term }: Pick<SignedDays, 'days' | 'term'>, after: CivilDate): CivilDate | null => {
  const day = later(days.start, after);
  if ((days.end !== null && days.end <= after) || isInGrace(term, day)) return null;
  return termInForce(term, day).end;
};

/**
 * The first day after `after` on which a term of the contract ends, as it is governed on the day before; null if no
 * term ends (definitions, section 11). Days of grace have no end. `runs` are all spans of the contract from `after` on,
 * in ascending order.
 */
export const firstTermEnd = <S extends Pick<SignedDays, 'days' | 'term'>>(
  runs: readonly S[],
  after: CivilDate,
): TermEnd<S> | null => {
  for (const run of runs) {
    const on = endOf(run, after);
    // If another event governs the day before, this term did not reach its end.
    if (on !== null && (run.days.end === null || on <= run.days.end)) return { on, run };
  }
  return null;
};
