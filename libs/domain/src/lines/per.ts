export type Interval = 'day' | 'week' | 'month' | 'quarter' | 'half_year' | 'year';

/** A billing interval: once in `count` intervals. */
export type PeriodicPer = Readonly<{ interval: Interval; count: number }>;

/** For the whole of the stated term, and of each renewal. */
export type TermPer = Readonly<{ interval: 'term' }>;

export type Per = PeriodicPer | TermPer;

/** How often each interval falls in a year (definitions, section 3). */
export const TIMES_A_YEAR: Readonly<Record<Interval, number>> = {
  day: 365,
  week: 52,
  month: 12,
  quarter: 4,
  half_year: 2,
  year: 1,
};
