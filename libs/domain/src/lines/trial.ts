import type { CivilDate } from '../calendar/civil-date.ts';
import type { Span } from '../calendar/span.ts';
import type { ContractEvent, TermsEvent } from '../facts/contract-event.ts';
import type { Timeline } from '../facts/governing-event.ts';
import { round10 } from '../money/rounding.ts';
import { type ValuedDays, valuedDays } from '../terms/grace.ts';
import { linesOnDay, sumOfRates, type Trial } from './lines-on-day.ts';
import { daysInside, priceChangeDays } from './price-change-days.ts';

const isPaid = (event: TermsEvent, day: CivilDate): boolean => round10(sumOfRates(linesOnDay(event, day, 'all'))).gt(0);

/** The first of these days that is paid for. Rates change on few of them, so only those are tried. */
const firstPaidDay = ({ event, days }: ValuedDays): CivilDate | null => {
  if (isPaid(event, days.start)) return days.start;
  return daysInside(priceChangeDays(event), days.start, days.end).find((day) => isPaid(event, day)) ?? null;
};

/** Whether an event, if it governs on these days, makes one of them paid for. */
export const isEverPaid = (event: ContractEvent, days: Span, graceDays: number): boolean =>
  event.kind !== 'cancelled' && valuedDays(event, days, graceDays).some((valued) => firstPaidDay(valued) !== null);

/**
 * The trial of a contract (definitions, section 3), or null: nearly every contract is paid for from its first active
 * day on. A day is paid for if its annual rate is above 0 at the tenth decimal place, so a trial ends on the first day
 * with ARR.
 */
export const trialOf = (timeline: Timeline, graceDays: number): Trial | null => {
  let start: CivilDate | null = null;
  for (const [i, { from, event }] of timeline.entries()) {
    if (event.kind === 'cancelled') continue;
    for (const valued of valuedDays(event, { start: from, end: timeline[i + 1]?.from ?? null }, graceDays)) {
      const paid = firstPaidDay(valued);
      start ??= valued.days.start;
      if (paid !== null) return start < paid ? { start, end: paid } : null;
    }
  }
  return start === null ? null : { start, end: null };
};
