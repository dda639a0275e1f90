import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { type Discount, isPriced, type LineBounds } from './line.ts';

type Bounds = Pick<LineBounds, 'start' | 'end'> | Discount;

const addBounds = (days: CivilDate[], { start, end }: Bounds): void => {
  if (start !== null) days.push(start);
  if (end !== null) days.push(end);
};

/** The days on which a price can change under one event: bounds of its lines and discounts. Unordered, with repeats. */
export const priceChangeDays = ({ lines, discounts }: TermsEvent): CivilDate[] => {
  const days: CivilDate[] = [];
  for (const line of lines) {
    if (!isPriced(line)) continue;
    addBounds(days, line);
    for (const discount of line.discounts) addBounds(days, discount);
  }
  for (const discount of discounts) addBounds(days, discount);
  return days;
};

/** Each of these days once, in ascending order. */
export const ascendingDays = (days: readonly CivilDate[]): readonly CivilDate[] =>
  days.length < 2 ? days : [...new Set(days)].sort();
