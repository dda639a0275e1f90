import { addDays, addMonths, type CivilDate, wholeMonthsBetween } from '@app/domain';
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

/**
 * As `afterIntervals` of a billing day that lies whole intervals after the anchor: months are counted from the anchor,
 * so one that a shorter month moved to its last day does not stay there.
 */
export const afterBillings = (
  day: CivilDate,
  per: BillingInterval,
  { times, anchor }: Readonly<{ times: number; anchor: CivilDate }>,
): CivilDate => {
  const months = monthsIn(per);
  const before = wholeMonthsBetween(anchor, day);
  return months === null || before === null
    ? afterIntervals(day, per, times)
    : addMonths(anchor, before + months * times);
};

const INTERVALS = new Set<unknown>(['day', 'week', 'month', 'year']);

const COUNT_MAX = 1000;

const isInterval = (word: string | null): word is BillingInterval['interval'] => INTERVALS.has(word);

/** An interval of whole units; null: the words say none. */
export const billingInterval = (word: string | null, count: number | null): BillingInterval | null =>
  isInterval(word) && count !== null && count >= 1 && count <= COUNT_MAX ? { interval: word, count } : null;
