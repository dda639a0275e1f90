import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { type Discount, isPriced, type LineBounds } from './line.ts';

type Bounds = Pick<LineBounds, 'start' | 'end'> | Discount;

const addDates = (days: CivilDate[], { start, end }: Bounds): void => {
  if (start !== null) days.push(start);
  if (end !== null) days.push(end);
};

/** The days on which a price may turn under one event: bounds of its lines and discounts. In no order, and repeated. */
export const priceTurns = ({ lines, discounts }: TermsEvent): CivilDate[] => {
  const days: CivilDate[] = [];
  for (const line of lines) {
    if (!isPriced(line)) continue;
    addDates(days, line);
    for (const discount of line.discounts) addDates(days, discount);
  }
  for (const discount of discounts) addDates(days, discount);
  return days;
};

export const inOrder = (days: readonly CivilDate[]): readonly CivilDate[] =>
  days.length < 2 ? days : [...new Set(days)].sort();
