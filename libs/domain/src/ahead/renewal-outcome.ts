import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { covers } from '../calendar/span.ts';
import type { SignedDays } from './signed-days.ts';
import type { TermEnd } from './term-end.ts';

export type RenewalOutcome = 'renewed' | 'auto_renewing' | 'expiring';

type Days = Pick<SignedDays, 'contractId' | 'days' | 'seq' | 'term'>;

/** The spans that decide the outcome of a term's end. */
export type AroundTermEnd<S extends Days> = Readonly<{
  end: TermEnd<S>;
  /** All spans of the contract, with any customer. */
  runs: readonly Days[];
  /** The spans of the contracts, of any customer, that name it in `renews`. */
  renewing: readonly Pick<Days, 'contractId' | 'days'>[];
}>;

const touches = ({ start, end }: Days['days'], from: CivilDate, to: CivilDate): boolean =>
  start <= to && (end === null || from < end);

/** Whether on a day up to `until` the contract is active under another event, or another active contract renews it. */
const isRenewed = <S extends Days>({ end, runs, renewing }: AroundTermEnd<S>, until: CivilDate): boolean =>
  runs.some(({ seq, days }) => seq !== end.run.seq && touches(days, end.on, until)) ||
  renewing.some(({ contractId, days }) => contractId !== end.run.contractId && touches(days, end.on, until));

const renewsItself = <S extends Days>({ end, runs }: AroundTermEnd<S>): boolean =>
  end.run.term.autoRenew && runs.some(({ seq, days }) => seq === end.run.seq && covers(days, end.on));

/**
 * The outcome of a contract at the end of its term (definitions, section 11): renewed on that day; else it auto-renews;
 * else renewed within the days of grace; else it expires.
 */
export const renewalOutcome = <S extends Days>(around: AroundTermEnd<S>, graceDays: number): RenewalOutcome => {
  const { on } = around.end;
  if (isRenewed(around, on)) return 'renewed';
  if (renewsItself(around)) return 'auto_renewing';
  return isRenewed(around, addDays(on, graceDays)) ? 'renewed' : 'expiring';
};
