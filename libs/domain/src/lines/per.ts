export type Interval = 'day' | 'week' | 'month' | 'quarter' | 'half_year' | 'year';

/** A billing interval: once in `count` intervals. */
export type Per = Readonly<{ interval: Interval; count: number }>;

/** How often each interval falls in a year (definitions, section 3). */
export const TIMES_A_YEAR: Readonly<Record<Interval, number>> = {
  day: 365,
  week: 52,
  month: 12,
  quarter: 4,
  half_year: 2,
  year: 1,
};
