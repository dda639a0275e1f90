import { addDays, addMonths, type CivilDate, daysBetween, wholeMonthsBetween } from '@app/domain';
import type { StatedTerm } from './statement.ts';

/**
 * A term that began after the subscription as it was on the first day: of the same length, and renewed since, because
 * the subscription went on. A term that began with the subscription is as it is.
 */
export const laidBack = (term: StatedTerm, firstDay: CivilDate): StatedTerm => {
  const { start, end, anchor } = term;
  if (start <= firstDay) return term;
  const from = anchor ?? start;
  const [before, upTo] = [wholeMonthsBetween(from, start), wholeMonthsBetween(from, end)];
  const months = before === null || upTo === null ? null : upTo - before;
  const moved = months === null ? addDays(firstDay, daysBetween(start, end)) : addMonths(firstDay, months);
  return { start: firstDay, end: moved, autoRenew: true, anchor: null };
};
