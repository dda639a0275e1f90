export type Interval = 'day' | 'week' | 'month' | 'quarter' | 'half_year' | 'year';

/** A billing interval of `count` days, weeks, months ... */
export type PeriodicPer = Readonly<{ interval: Interval; count: number }>;

/** The billing interval of an amount for the whole of the stated term, and again for each renewal. */
export type TermPer = Readonly<{ interval: 'term' }>;

export type Per = PeriodicPer | TermPer;

/** The number of each interval in a year (definitions, section 3). */
export const TIMES_A_YEAR: Readonly<Record<Interval, number>> = {
  day: 365,
  week: 52,
  month: 12,
  quarter: 4,
  half_year: 2,
  year: 1,
};
