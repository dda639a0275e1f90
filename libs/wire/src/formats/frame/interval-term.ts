import type { CivilDate } from '@app/domain';
import { afterIntervals, monthsIn } from './billing-interval.ts';
import { laterDay } from './days.ts';
import type { BillingInterval, Terms, Trial } from './statement.ts';

/** The shortest of these intervals in months; null if one is shorter than `least`, or there is none. */
const shortest = (intervals: readonly BillingInterval[], least: number): BillingInterval | null => {
  const months = intervals.map((per) => monthsIn(per) ?? 0);
  const fewest = months.length === 0 ? 0 : Math.min(...months);
  return fewest >= least ? (intervals[months.indexOf(fewest)] ?? null) : null;
};

/** Whether a trial began with the subscription. */
export const isSinceFirstDay = ({ start }: Trial, firstDay: CivilDate): boolean => start === null || start <= firstDay;

const paidAfter = (trial: Trial | null, firstDay: CivilDate): CivilDate =>
  trial !== null && trial.end > firstDay && isSinceFirstDay(trial, firstDay) ? trial.end : firstDay;

/** The end of the trial with which the subscription began: of its own, and of the line that is paid first. */
const firstPaidDay = ({ trial, lines }: Terms, firstDay: CivilDate): CivilDate => {
  const own = lines.flatMap((line) => (line.kind === 'recurring' ? [paidAfter(line.trial ?? null, firstDay)] : []));
  const ofLines = own.reduce<CivilDate | null>((a, b) => (a !== null && a < b ? a : b), null);
  return laterDay(paidAfter(trial, firstDay), ofLines ?? firstDay);
};

/**
 * Terms whose billing intervals are taken as their term, where the adapter asks for it: of an evergreen subscription of
 * which every recurring line is billed by `months` or more.
 */
export const withIntervalTerm = (terms: Terms, firstDay: CivilDate, months: number | null): Terms => {
  if (terms.term !== null || months === null) return terms;
  const { lines } = terms;
  const per = shortest(
    lines.flatMap((line) => (line.kind === 'recurring' ? [line.per] : [])),
    months,
  );
  if (per === null) return terms;
  const start = firstPaidDay(terms, firstDay);
  return { ...terms, term: { start, end: afterIntervals(start, per), autoRenew: true, anchor: null } };
};
