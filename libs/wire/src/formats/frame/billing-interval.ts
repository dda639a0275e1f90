import { addDays, addMonths, type CivilDate } from '@app/domain';
import type { StatedPeriodicPer } from '../../events/per.ts';
import type { BillingInterval } from './statement.ts';

const MONTHS = { month: 1, year: 12 } as const;
const DAYS = { day: 1, week: 7 } as const;

/** An interval as events state it. */
export const perOf = ({ interval, count }: BillingInterval): StatedPeriodicPer =>
  count === 1 ? interval : { interval, count };

/** Whole months, or null for days and weeks. */
export const monthsIn = ({ interval, count }: BillingInterval): number | null =>
  interval === 'month' || interval === 'year' ? MONTHS[interval] * count : null;

/** The day that is one interval, or several, after a day. */
export const afterIntervals = (day: CivilDate, per: BillingInterval, times = 1): CivilDate => {
  const { interval, count } = per;
  return interval === 'month' || interval === 'year'
    ? addMonths(day, MONTHS[interval] * count * times)
    : addDays(day, DAYS[interval] * count * times);
};

const INTERVALS = new Set<unknown>(['day', 'week', 'month', 'year']);

export const isInterval = (word: string | null): word is BillingInterval['interval'] => INTERVALS.has(word);
