import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import { type Day, type Days, daysBetween, monthNumber, plusDays, plusMonths } from './calendar.ts';
import type { Term, TermsEvent } from './facts.ts';

/** Replaces the end of a term without one: a day after every other day. */
export const NEVER: Day = '9999-12-31';

export const isInStatedTerm = ({ start, end, autoRenew }: Term, day: Day): boolean =>
  start <= day && (end === null || day < end || autoRenew);

/** Whether the day is after the stated end, but the contract stays active because a late renewal may follow. */
const isGraceDay = (term: Term, day: Day, graceDays: number): boolean =>
  !isInStatedTerm(term, day) && term.start <= day && term.end !== null && day < plusDays(term.end, graceDays);

/**
 * The event as it is valued on the day: on a day of grace, as if its term renewed by itself. Null if the contract is
 * not active.
 */
export const valuedOn = (event: TermsEvent, day: Day, graceDays: number): TermsEvent | null => {
  if (isInStatedTerm(event.term, day)) return event;
  return isGraceDay(event.term, day, graceDays) ? renewing(event) : null;
};

const asRenewing = new WeakMap<TermsEvent, TermsEvent>();

const renewing = (event: TermsEvent): TermsEvent => {
  const renewed = asRenewing.get(event) ?? { ...event, term: { ...event.term, autoRenew: true } };
  asRenewing.set(event, renewed);
  return renewed;
};

/** The whole months of a term, counted from its anchor: `length` months from month `from`; null for other terms. */
const wholeMonthsOf = ({ start, anchor }: Term, end: Day): Readonly<{ from: number; length: number }> | null => {
  const from = monthNumber(start) - monthNumber(anchor);
  const to = monthNumber(end) - monthNumber(anchor);
  const isWhole = plusMonths(anchor, from) === start && plusMonths(anchor, to) === end;
  return isWhole ? { from, length: to - from } : null;
};

/** The position of a day on the scale of months counted from the anchor (definitions, section 2). */
const position = (anchor: Day, day: Day): Fraction => {
  let n = monthNumber(day) - monthNumber(anchor);
  if (plusMonths(anchor, n) > day) n -= 1;
  const [from, to] = [plusMonths(anchor, n), plusMonths(anchor, n + 1)];
  return Fraction.whole(n).plus(Fraction.of(BigInt(daysBetween(from, day)), BigInt(daysBetween(from, to))));
};

export const monthsBetween = (anchor: Day, { start, end }: Days): Fraction =>
  start >= end ? ZERO_FRACTION : position(anchor, end).minus(position(anchor, start));

/** The months of the stated term; null without an end. */
export const statedMonths = (term: Term): Fraction | null => {
  if (term.end === null) return null;
  const whole = wholeMonthsOf(term, term.end);
  return whole === null
    ? monthsBetween(term.start, { start: term.start, end: term.end })
    : Fraction.whole(whole.length);
};

/** The days of a stated term that is not whole months; null for whole months and for a term without an end. */
export const oddDaysOf = (term: Term): number | null =>
  term.end === null || wholeMonthsOf(term, term.end) !== null ? null : daysBetween(term.start, term.end);

export type TermInForce = Readonly<{
  days: Days;
  /** The day that months are counted from. */
  anchor: Day;
  /** The months from the anchor to the start of the term in force. */
  monthsToStart: number;
  isFirst: boolean;
}>;

const renewal = (term: Term, end: Day, k: number): TermInForce => {
  const whole = wholeMonthsOf(term, end);
  if (whole === null) {
    const length = daysBetween(term.start, end);
    const start = plusDays(term.start, k * length);
    return {
      days: { start, end: plusDays(start, length) },
      anchor: start,
      monthsToStart: 0,
      isFirst: k === 0,
    };
  }
  const monthsToStart = whole.from + k * whole.length;
  return {
    days: {
      start: plusMonths(term.anchor, monthsToStart),
      end: plusMonths(term.anchor, monthsToStart + whole.length),
    },
    anchor: term.anchor,
    monthsToStart,
    isFirst: k === 0,
  };
};

/** The stated term or the renewal that holds the day, as if it always renewed; null for evergreen. */
export const termInForceOn = (term: Term, day: Day): TermInForce | null => {
  if (term.end === null) return null;
  for (let k = 0; ; k += 1) {
    const inForce = renewal(term, term.end, k);
    if (day < inForce.days.end) return inForce;
  }
};

/** Whether ACV is the annual rate: for evergreen contracts and for renewing terms shorter than a year. */
export const isValuedAtRunRate = ({ start, end, autoRenew }: Term): boolean =>
  end === null || (autoRenew && end < plusMonths(start, 12));
