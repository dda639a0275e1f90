import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { type Discount, isPriced, type LineBounds } from '../lines/line.ts';

type Bounds = Pick<LineBounds, 'start' | 'end'> | Discount;

const datesOf = ({ start, end }: Bounds): readonly CivilDate[] => [start, end].filter((day) => day !== null);

/** The days on which a price may turn under one event: bounds of its lines and discounts. In no order, and repeated. */
export const priceTurns = ({ lines, discounts }: TermsEvent): readonly CivilDate[] => [
  ...lines.filter(isPriced).flatMap((line) => [...datesOf(line), ...line.discounts.flatMap(datesOf)]),
  ...discounts.flatMap(datesOf),
];

export const inOrder = (days: readonly CivilDate[]): readonly CivilDate[] =>
  days.length < 2 ? days : [...new Set(days)].sort();
