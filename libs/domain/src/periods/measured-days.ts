import { addDays, type CivilDate, later } from '../calendar/civil-date.ts';
import type { Policy } from '../policy/policy.ts';
import { measuredOn, type Period, priorPeriod, yearAgoPeriod } from './period.ts';

/** The days of a comparison; null if there is no such period. */
export type MeasuredDays = Readonly<{ now: CivilDate; prior: CivilDate | null; yearAgo: CivilDate | null }>;

/** The first day that snapshots cover: the first active one, or the day from which the policy reports periods. */
export const firstDay = ({ periodsFrom }: Policy, firstActiveDay: CivilDate): CivilDate =>
  periodsFrom === null ? firstActiveDay : later(firstActiveDay, periodsFrom);

/** The days that a period compares. There is no comparison with a period before the first. */
export const measuredDays = (
  period: Period,
  asOf: CivilDate,
  firstActiveDay: CivilDate,
  policy: Policy,
): MeasuredDays => {
  const first = firstDay(policy, firstActiveDay);
  const last = ({ end }: Period): CivilDate | null => (first < end ? addDays(end, -1) : null);
  return {
    now: measuredOn(period, asOf),
    prior: last(priorPeriod(period, policy.fiscalYearStartMonth)),
    yearAgo: last(yearAgoPeriod(period, policy.fiscalYearStartMonth)),
  };
};
