import type { CivilDate } from '../calendar/civil-date.ts';
import type { Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Decimal } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import { annualized, gross } from './annual-rate.ts';
import { net } from './discounts.ts';
import { countedDiscounts } from './lasting-discounts.ts';
import { isPriced, type PricedLine } from './line.ts';
import { lineDays } from './line-days.ts';
import { ascendingDays, boundsOf, countUpTo, daysInside } from './price-change-days.ts';

/** `none`: the list price. `billed`: every discount, and a line priced by days counts the amount that it bills. */
export type RateBasis = CountedDiscounts | 'none' | 'billed';

/** A running line: its net for one billing interval after the discounts that count, and its annual rates, unrounded. */
export type LineOnDay = Readonly<{ line: PricedLine; net: Decimal; grossRate: Decimal; rate: Decimal }>;

/** A priced line in its event, on all of its days. */
export type LineCourse = Readonly<{
  line: PricedLine;
  runs: Span;
  /** The days on which one of its own discounts that count begins or ends, in order. */
  cuts: readonly CivilDate[];
  /** After the line's own discounts; the same object on days with the same rate. */
  on: (day: CivilDate) => LineOnDay;
}>;

const courseOf = (
  line: PricedLine,
  runs: Span,
  { term }: TermsEvent,
  counted: CountedDiscounts | 'none',
): LineCourse => {
  const discounts = counted === 'none' ? [] : countedDiscounts(line, term, counted);
  const price = gross(line);
  const grossRate = annualized(price, line.per, term);
  const listed: LineOnDay = { line, net: price, grossRate, rate: grossRate };
  if (discounts.length === 0) return { line, runs, cuts: [], on: () => listed };
  const cuts = ascendingDays(boundsOf(discounts));
  /** By the number of cuts before it, and on its first day. */
  const worths: (LineOnDay | undefined)[] = [];
  const on = (day: CivilDate): LineOnDay => {
    const left = net(line, discounts, day);
    return { line, net: left, grossRate, rate: annualized(left, line.per, term) };
  };
  return { line, runs, cuts, on: (day) => (worths[countUpTo(cuts, day)] ??= on(day)) };
};

type Courses = { -readonly [B in CountedDiscounts | 'none']?: readonly LineCourse[] };

const known = new WeakMap<TermsEvent, Courses>();

/** The course with the lasting discounts; the one with all of them if all last, so that nothing is worked out twice. */
const lastingCourse = (course: LineCourse, event: TermsEvent): LineCourse =>
  countedDiscounts(course.line, event.term, 'lasting').length === course.line.discounts.length
    ? course
    : courseOf(course.line, course.runs, event, 'lasting');

const coursesIn = (event: TermsEvent, counted: CountedDiscounts | 'none'): readonly LineCourse[] => {
  if (counted === 'lasting') return lineCourses(event, 'all').map((course) => lastingCourse(course, event));
  return event.lines.filter(isPriced).flatMap((line) => {
    const runs = lineDays(line, event.term);
    return runs === null ? [] : [courseOf(line, runs, event, counted)];
  });
};

/**
 * The recurring and commitment lines of an event that ever run, with the discounts that count by this basis. They are
 * worked out once for an event, because a fold asks for its lines on every day on which one of their prices changes.
 */
export const lineCourses = (event: TermsEvent, basis: RateBasis): readonly LineCourse[] => {
  const counted = basis === 'billed' ? 'all' : basis;
  const courses = known.get(event) ?? {};
  known.set(event, courses);
  courses[counted] ??= coursesIn(event, counted);
  return courses[counted];
};

/**
 * Works out every price of an event ahead, one by one, so a caller can pause in between: on the days of one term there
 * may be many thousands of them.
 */
export function* preparedPrices(event: TermsEvent, basis: RateBasis): Generator<LineOnDay, void> {
  for (const { runs, cuts, on } of lineCourses(event, basis)) {
    if (cuts.length > 0) for (const day of [runs.start, ...daysInside(cuts, runs.start, runs.end)]) yield on(day);
  }
}
