import { Fraction } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import type { Day } from './calendar.ts';
import { type Change, comparisonOf } from './comparison.ts';
import type { Contract } from './contract.ts';
import { isChurned } from './movements.ts';
import { byCodePoint } from './order.ts';
import { exact, type Row } from './rows.ts';
import { largestOf, NONE } from './segments.ts';

const reasonOn = (contract: Contract, day: Day): string => {
  const event = contract.governing(day)?.event;
  if (event?.type === 'cancelled') return event.reason === null || event.reason === '' ? NONE : event.reason;
  return contract.active(day) === null ? '(ended)' : '(no lines)';
};

/** The reason of a churned customer is that of its largest contract. */
const reasonOf = (change: Change, day: Day): string => {
  const largest = largestOf(change.stakesStart);
  return largest === undefined ? NONE : reasonOn(largest.held.contract, day);
};

export const churnReasonRows = (book: Book, from: Day, to: Day): readonly Row[] => {
  const churned = comparisonOf(book, from, to).changes.filter(isChurned);
  return book.policy.dimensions.flatMap((dimension) => {
    const segments = Map.groupBy(churned, (change) => change.segmentBefore(dimension));
    return [...segments]
      .toSorted(([a], [b]) => byCodePoint(a, b))
      .flatMap(([segment, own]) =>
        [...Map.groupBy(own, (change) => reasonOf(change, to))]
          .toSorted(([a], [b]) => byCodePoint(a, b))
          .map(([reason, changes]) => ({
            from,
            to,
            dimension,
            segment,
            reason,
            churn_arr: exact(Fraction.sum(changes.map(({ start }) => start.negated()))),
            churned_logos: changes.length,
          })),
      );
  });
};
