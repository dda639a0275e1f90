import { Fraction, ONE_FRACTION, ZERO_FRACTION, fraction } from '../properties/fraction.ts';
import { type Day, earlier, later, plusMonths } from './calendar.ts';
import type { Discount, Per, PricedLine, Term, TermsEvent } from './facts.ts';
import { NEVER, oddDaysOf, statedMonths } from './terms.ts';

/** Which discounts count: all of the day, only the lasting ones, or none. */
export type Counted = 'all' | 'lasting' | 'none';

const TIMES_A_YEAR: Readonly<Record<string, number>> = {
  day: 365,
  week: 52,
  month: 12,
  quarter: 4,
  half_year: 2,
  year: 1,
};

/** The number of intervals in a year. */
export const timesAYear = ({ interval, count }: Per, term: Term): Fraction => {
  if (interval === 'term') return Fraction.whole(12).dividedBy(statedMonths(term) ?? ONE_FRACTION);
  return Fraction.whole(TIMES_A_YEAR[interval] ?? 0).over(BigInt(count));
};

/** The length of the billing interval in days; null if it is counted in months. */
export const intervalDays = ({ interval, count }: Per, term: Term): number | null => {
  if (interval === 'day') return count;
  if (interval === 'week') return 7 * count;
  return interval === 'term' ? oddDaysOf(term) : null;
};

type Bounds = Readonly<{ start: Day | null; end: Day | null }>;

/** Within a line's own bounds: a missing start is the term's, a missing end is open. */
export const runsOn = ({ start, end }: Bounds, term: Term, day: Day): boolean =>
  (start ?? term.start) <= day && (end === null || day < end);

const isOpenOn = ({ start, end }: Bounds, day: Day): boolean =>
  (start === null || start <= day) && (end === null || day < end);

/** Definitions, section 3: no end, at least twelve months, or every day of what it reduces. */
const isLasting = (discount: Discount, reduced: Bounds, term: Term): boolean => {
  if (discount.end === null) return true;
  const start = discount.start ?? term.start;
  if (discount.end >= plusMonths(start, 12)) return true;
  const termEnd = term.autoRenew ? NEVER : (term.end ?? NEVER);
  const firstDay = later(reduced.start ?? term.start, term.start);
  const end = earlier(reduced.end ?? NEVER, termEnd);
  return start <= firstDay && discount.end >= end;
};

const countsOn = (discount: Discount, reduced: Bounds, term: Term, day: Day, counted: Counted): boolean => {
  if (counted === 'none' || !isOpenOn(discount, day)) return false;
  return counted === 'all' || isLasting(discount, reduced, term);
};

const HUNDRED = fraction('100');

const percentLeft = ({ value }: Discount): Fraction => HUNDRED.minus(value).over(100n);

const notBelowZero = (value: Fraction): Fraction => (value.isBelowZero() ? ZERO_FRACTION : value);

/** For one billing interval, after the line's own discounts. */
const ownNet = (line: PricedLine, term: Term, day: Day, counted: Counted): Fraction => {
  let left = line.quantity.times(line.unitPrice);
  for (const discount of line.discounts) {
    if (!countsOn(discount, line, term, day, counted)) continue;
    left = discount.type === 'amount' ? left.minus(discount.value) : left.times(percentLeft(discount));
  }
  return notBelowZero(left);
};

/** The share of every line that is left after the contract's discounts, given the sum of the annual rates before. */
const partLeft = ({ discounts, term }: TermsEvent, before: Fraction, day: Day, counted: Counted): Fraction => {
  if (before.isZero()) return ONE_FRACTION;
  let left = before;
  for (const discount of discounts) {
    if (!countsOn(discount, { start: null, end: null }, term, day, counted)) continue;
    left =
      discount.type === 'amount'
        ? notBelowZero(left.minus(discount.value.times(timesAYear(discount.per, term))))
        : left.times(percentLeft(discount));
  }
  return left.dividedBy(before);
};

/** A line that runs on a day, with its annual rate. */
export type LineRate = Readonly<{ line: PricedLine; annual: Fraction }>;

/**
 * The annual rates of the event's recurring and commitment lines that run on the day, after the counted discounts and
 * before the rule on trials. The event must keep its contract active on the day.
 */
export const lineRatesOf = (event: TermsEvent, day: Day, counted: Counted): readonly LineRate[] => {
  const { term } = event;
  const rates = event.priced
    .filter((line) => runsOn(line, term, day))
    .map((line) => ({ line, annual: ownNet(line, term, day, counted).times(timesAYear(line.per, term)) }));
  const part = partLeft(event, Fraction.sum(rates.map(({ annual }) => annual)), day, counted);
  return rates.map(({ line, annual }) => ({ line, annual: annual.times(part) }));
};
