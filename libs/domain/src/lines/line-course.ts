import type { CivilDate } from '../calendar/civil-date.ts';
import { covers, type Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Decimal } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import { annualized, gross } from './annual-rate.ts';
import { net } from './discounts.ts';
import { countedDiscounts } from './lasting-discounts.ts';
import { type Discount, isPriced, type PricedLine } from './line.ts';
import { lineDays } from './line-days.ts';
import { ascendingDays, boundsOf } from './price-change-days.ts';

/** `none`: the list price. `billed`: every discount, and a line priced by days counts the amount that it bills. */
export type RateBasis = CountedDiscounts | 'none' | 'billed';

/** A running line: its net for one billing interval after the discounts that count, and its annual rates, unrounded. */
export type LineOnDay = Readonly<{ line: PricedLine; net: Decimal; grossRate: Decimal; rate: Decimal }>;

/** A priced line in its event, on all of its days. */
export type LineCourse = Readonly<{
  runs: Span;
  /** The days on which one of its own discounts that count begins or ends, in order. */
  cuts: readonly CivilDate[];
  /** After the line's own discounts; the same object on days with the same rate. */
  on: (day: CivilDate) => LineOnDay;
}>;

/** The days around `day` on which the same discounts are active. */
const stretchAround = (day: CivilDate, discounts: readonly Discount[], runs: Span): Span => {
  let { start, end } = runs;
  for (const discount of discounts) {
    for (const bound of [discount.start, discount.end]) {
      if (bound === null) continue;
      if (bound > day) end = end === null || bound < end ? bound : end;
      else if (bound > start) start = bound;
    }
  }
  return { start, end };
};

const courseOf = (line: PricedLine, event: TermsEvent, counted: CountedDiscounts | 'none'): LineCourse | null => {
  const { term } = event;
  const runs = lineDays(line, term);
  if (runs === null) return null;
  const discounts = counted === 'none' ? [] : countedDiscounts(line, term, counted);
  const price = gross(line);
  const grossRate = annualized(price, line.per, term);
  const listed: LineOnDay = { line, net: price, grossRate, rate: grossRate };
  if (discounts.length === 0) return { runs, cuts: [], on: () => listed };
  let last: Readonly<{ stretch: Span; worth: LineOnDay }> | null = null;
  return {
    runs,
    cuts: ascendingDays(boundsOf(discounts)),
    on: (day) => {
      if (last === null || !covers(last.stretch, day)) {
        const left = net(line, discounts, day);
        const worth = { line, net: left, grossRate, rate: annualized(left, line.per, term) };
        last = { stretch: stretchAround(day, discounts, runs), worth };
      }
      return last.worth;
    },
  };
};

type Courses = Partial<Record<CountedDiscounts | 'none', readonly LineCourse[]>>;

const known = new WeakMap<TermsEvent, Courses>();

/**
 * The recurring and commitment lines of an event that ever run, with the discounts that count by this basis. They are
 * worked out once for an event, because a fold asks for its lines on every day on which one of their prices changes.
 */
export const lineCourses = (event: TermsEvent, basis: RateBasis): readonly LineCourse[] => {
  const counted = basis === 'billed' ? 'all' : basis;
  const courses = known.get(event) ?? {};
  known.set(event, courses);
  courses[counted] ??= event.lines
    .filter(isPriced)
    .map((line) => courseOf(line, event, counted))
    .filter((course) => course !== null);
  return courses[counted];
};
