import fc from 'fast-check';
import { type Day, daysBetween, lastOfMonth, monthNumber, plusDays, plusMonths } from './calendar.ts';

/** The days from `first` to `last`, both included. */
export type Span = Readonly<{ first: Day; last: Day }>;

/** A day of the book; often the first or the last day of a month, so that much happens at once. */
export const dayIn = ({ first, last }: Span): fc.Arbitrary<Day> => {
  const days = daysBetween(first, last);
  const months = monthNumber(last) - monthNumber(first);
  const month = fc.integer({ min: 0, max: months });
  return fc.oneof(
    { weight: 2, arbitrary: month.map((n) => plusMonths(first, n)) },
    { weight: 1, arbitrary: month.map((n) => lastOfMonth(monthNumber(first) + n)) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: days }).map((n) => plusDays(first, n)) },
  );
};
