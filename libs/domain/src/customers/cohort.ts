import type { CivilDate } from '../calendar/civil-date.ts';
import { periodOf } from '../periods/period.ts';
import type { Policy } from '../policy/policy.ts';

/** The label of the period that holds the customer's first active day (definitions, section 6). */
export const cohortOf = (
  firstActiveDay: CivilDate,
  { cohortGrain, fiscalYearStartMonth }: Pick<Policy, 'cohortGrain' | 'fiscalYearStartMonth'>,
): string => periodOf(cohortGrain, firstActiveDay, fiscalYearStartMonth).label;
