import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Timeline } from '../facts/timeline.ts';
import { round10 } from '../money/decimal.ts';
import { linesOnDay, sumOfRates, type Trial } from './lines-on-day.ts';
import { type Reading, readings } from '../terms/grace.ts';
import { inOrder, priceTurns } from './price-change-days.ts';

const isPaid = (event: TermsEvent, day: CivilDate): boolean => round10(sumOfRates(linesOnDay(event, day, 'all'))).gt(0);

/** The first of these days that is paid for: rates turn on few of them. */
const firstPaid = ({ event, days }: Reading): CivilDate | null => {
  if (isPaid(event, days.start)) return days.start;
  const turns = inOrder(priceTurns(event)).filter((day) => days.start < day && (days.end === null || day < days.end));
  return turns.find((day) => isPaid(event, day)) ?? null;
};

/**
 * The trial of a contract, or null where it has none: nearly always it is paid for from its first active day on. Paid is
 * an annual rate of more than 0 at the tenth place, so that the trial ends on the first day with ARR.
 */
export const trialOf = (timeline: Timeline, graceDays: number): Trial | null => {
  let start: CivilDate | null = null;
  for (const [i, { from, event }] of timeline.entries()) {
    if (event.kind === 'cancelled') continue;
    for (const reading of readings(event, { start: from, end: timeline[i + 1]?.from ?? null }, graceDays)) {
      const paid = firstPaid(reading);
      start ??= reading.days.start;
      if (paid !== null) return start < paid ? { start, end: paid } : null;
    }
  }
  return start === null ? null : { start, end: null };
};
