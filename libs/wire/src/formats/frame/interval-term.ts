import type { CivilDate } from '@app/domain';
import { afterIntervals, monthsIn } from './billing-interval.ts';
import type { BillingInterval, Terms } from './statement.ts';

/** The shortest of these intervals in months; null if one is shorter than `least`, or there is none. */
const shortest = (intervals: readonly BillingInterval[], least: number): BillingInterval | null => {
  const months = intervals.map((per) => monthsIn(per) ?? 0);
  const fewest = months.length === 0 ? 0 : Math.min(...months);
  return fewest >= least ? (intervals[months.indexOf(fewest)] ?? null) : null;
};

/**
 * Terms whose billing intervals are taken as their term, where the adapter asks for it: of an evergreen subscription of
 * which every recurring line is billed by `months` or more.
 */
export const withIntervalTerm = (terms: Terms, firstDay: CivilDate, months: number | null): Terms => {
  if (terms.term !== null || months === null) return terms;
  const { trial, lines } = terms;
  const per = shortest(
    lines.flatMap((line) => (line.kind === 'recurring' ? [line.per] : [])),
    months,
  );
  if (per === null) return terms;
  const isTrialFirst = trial !== null && trial.end > firstDay && (trial.start === null || trial.start <= firstDay);
  const start = isTrialFirst ? trial.end : firstDay;
  return { ...terms, term: { start, end: afterIntervals(start, per), autoRenew: true, anchor: null } };
};
