import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { type Discount, isPriced, type LineBounds } from './line.ts';

type Bounds = Pick<LineBounds, 'start' | 'end'> | Discount;

const addBounds = (days: CivilDate[], { start, end }: Bounds): void => {
  if (start !== null) days.push(start);
  if (end !== null) days.push(end);
};

/** The stated bounds of these, unordered, with repeats. */
export const boundsOf = (bounded: readonly Bounds[]): readonly CivilDate[] => {
  const days: CivilDate[] = [];
  for (const bounds of bounded) addBounds(days, bounds);
  return days;
};

/** Each of these days once, in ascending order. */
export const ascendingDays = (days: readonly CivilDate[]): readonly CivilDate[] =>
  days.length < 2 ? days : [...new Set(days)].sort();

const known = new WeakMap<TermsEvent, readonly CivilDate[]>();

/**
 * The days on which a price can change under one event, in order: bounds of its lines and discounts. They are worked
 * out once for an event.
 */
export const priceChangeDays = (event: TermsEvent): readonly CivilDate[] => {
  const found = known.get(event);
  if (found !== undefined) return found;
  const days: CivilDate[] = [];
  for (const line of event.lines) {
    if (!isPriced(line)) continue;
    addBounds(days, line);
    for (const discount of line.discounts) addBounds(days, discount);
  }
  for (const discount of event.discounts) addBounds(days, discount);
  const ascending = ascendingDays(days);
  known.set(event, ascending);
  return ascending;
};

/** The number of these days, which are in order, up to `day` and with it. */
export const countUpTo = (days: readonly CivilDate[], day: CivilDate): number => {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? day) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Those of these days, which are in order, that lie after `start` and before `end` (null: open). */
export const daysInside = (
  days: readonly CivilDate[],
  start: CivilDate,
  end: CivilDate | null,
): readonly CivilDate[] => {
  const first = countUpTo(days, start);
  let last = end === null ? days.length : countUpTo(days, end);
  if (end !== null && days[last - 1] === end) last -= 1;
  return first >= last ? [] : days.slice(first, last);
};
