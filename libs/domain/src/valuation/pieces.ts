import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import { intersection } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { billedDays } from '../lines/billed-days.ts';
import { afterRatio } from '../lines/contract-discounts.ts';
import type { PricedLine } from '../lines/line.ts';
import { type LineCourse, lineCourses, type LineOnDay, type RateBasis } from '../lines/line-course.ts';
import { afterOwnDiscounts, linesWithTrial, ratioOn, type Trial } from '../lines/lines-on-day.ts';
import { ascendingDays, daysInside, priceChangeDays } from '../lines/price-change-days.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { activeDays } from '../terms/active-days.ts';
import type { Term } from '../terms/term.ts';

export type Days = Readonly<{ start: CivilDate; end: CivilDate }>;

/** Annual rate × parts of a month. `inYears` turns it into an amount; nothing is divided until then. */
export type RateParts = Decimal;

export const PARTS_OF_A_YEAR = 12 * PARTS_OF_A_MONTH;

/** The discounts that the rates take, and the day that months are counted from. */
export type ValueBy = Readonly<{ anchor: CivilDate; basis: Exclude<RateBasis, 'lasting'> }>;

/** The days of a piece, and those of its line's billing interval. The line bills that share of its net. */
export type Billed = Readonly<{ net: Decimal; days: number; ofDays: number }>;

/** Days on which a line has one annual rate, and their length in parts of a month (definitions, section 4). */
export type Piece = Days &
  Readonly<{ line: PricedLine; rate: Decimal; parts: number; billed: Billed | null; value: RateParts }>;

type PricedDays = Days & Readonly<{ priced: LineOnDay; term: Term }>;

/** Null if the line does not count the amount that it bills. */
const billedIn = ({ start, end, priced, term }: PricedDays, basis: ValueBy['basis']): Billed | null => {
  const ofDays = basis === 'billed' ? billedDays(priced.line.per, term) : null;
  return ofDays === null ? null : { net: priced.net, days: daysBetween(start, end), ofDays };
};

/** It multiplies before it divides. */
const billedValue = ({ net: amount, days, ofDays }: Billed): RateParts =>
  amount.times(days * PARTS_OF_A_YEAR).div(ofDays);

const pieceOf = (days: PricedDays, { anchor, basis }: ValueBy): Piece => {
  const { start, end, priced } = days;
  const { line, rate } = priced;
  const parts = partsBetween(anchor, start, end);
  const billed = billedIn(days, basis);
  return { line, start, end, rate, parts, billed, value: billed === null ? rate.times(parts) : billedValue(billed) };
};

/** These days, cut at those of `cuts`, which are in order, that lie inside. */
const cutAt = ({ start, end }: Days, cuts: readonly CivilDate[]): readonly Days[] => {
  const inside = daysInside(cuts, start, end);
  return [start, ...inside].map((from, i) => ({ start: from, end: inside[i] ?? end }));
};

/** The days on which a price changes, or a trial begins or ends, in order. */
const rateChangeDays = (event: TermsEvent, trial: Trial | null): readonly CivilDate[] => {
  const days = priceChangeDays(event);
  if (trial === null) return days;
  return ascendingDays([...days, trial.start, ...(trial.end === null ? [] : [trial.end])]);
};

/** Days of an event whose pieces are wanted. */
export type Wanted = Readonly<{ event: TermsEvent; days: Days; by: ValueBy }>;

/** A line whose rate depends on no other line is cut only at its own discounts, and is one piece if it has none. */
const addLinePieces = (pieces: Piece[], { runs, cuts, on }: LineCourse, { event, days, by }: Wanted): void => {
  const running = intersection(runs, days);
  if (running === null || running.end === null) return;
  for (const { start, end } of cutAt({ start: running.start, end: running.end }, cuts)) {
    pieces.push(pieceOf({ start, end, priced: on(start), term: event.term }, by));
  }
};

/** All lines are cut wherever one of them, or a discount of the contract, changes. */
const addPiecesTogether = (pieces: Piece[], { event, days, by }: Wanted, trial: Trial | null): void => {
  const { term } = event;
  const active = intersection(days, activeDays(term, 0));
  if (active === null) return;
  const stretch = { start: active.start, end: active.end ?? days.end };
  for (const { start, end } of cutAt(stretch, rateChangeDays(event, trial))) {
    for (const priced of linesWithTrial(event, start, { basis: by.basis, trial })) {
      pieces.push(pieceOf({ start, end, priced, term }, by));
    }
  }
};

/**
 * Whether the rate of a line depends on the other lines: by a discount of the contract or, before discounts, by a
 * trial. After every discount a trial makes no difference, because a line keeps its rate.
 */
const areRatesLinked = ({ event, days, by }: Wanted, trial: Trial | null): boolean =>
  by.basis === 'none' ? trial !== null && intersection(trial, days) !== null : event.discounts.length > 0;

/** The value of lines that run from `start` to `end` at one rate each, added up before anything is multiplied. */
const valueOfLines = (lines: readonly LineOnDay[], { start, end }: Days, { event, by }: Wanted): RateParts => {
  let rates = ZERO;
  const billed = new Map<number, Decimal>();
  for (const { line, net, rate } of lines) {
    const ofDays = by.basis === 'billed' ? billedDays(line.per, event.term) : null;
    if (ofDays === null) rates = rates.plus(rate);
    else billed.set(ofDays, (billed.get(ofDays) ?? ZERO).plus(net));
  }
  const days = daysBetween(start, end);
  return [...billed].reduce(
    (sum, [ofDays, net]) => sum.plus(billedValue({ net, days, ofDays })),
    rates.times(partsBetween(by.anchor, start, end)),
  );
};

/**
 * The value of days on which the discounts of the contract link all lines. They leave one ratio of everything, so it is
 * taken once for each stretch: line by line, 500 lines with 1,400 discounts took thirty times as long.
 */
const valueTogether = (wanted: Wanted): RateParts => {
  const { event, days, by } = wanted;
  const active = intersection(days, activeDays(event.term, 0));
  if (active === null) return ZERO;
  return cutAt({ start: active.start, end: active.end ?? days.end }, priceChangeDays(event)).reduce((sum, stretch) => {
    const lines = afterOwnDiscounts(event, stretch.start, by.basis);
    const ratio = ratioOn(event, stretch.start, lines, by.basis);
    return sum.plus(afterRatio(valueOfLines(lines, stretch, wanted), ratio));
  }, ZERO);
};

/** The sum of the pieces of these days. */
export const valueOfPieces = (wanted: Wanted, trial: Trial | null): RateParts => {
  if (wanted.by.basis !== 'none' && areRatesLinked(wanted, trial)) return valueTogether(wanted);
  const pieces: Piece[] = [];
  addPieces(pieces, wanted, trial);
  return pieces.reduce((sum, { value }) => sum.plus(value), ZERO);
};

/** Adds the pieces of these days to `pieces`, line by line. */
export const addPieces = (pieces: Piece[], wanted: Wanted, trial: Trial | null): void => {
  if (areRatesLinked(wanted, trial)) addPiecesTogether(pieces, wanted, trial);
  else {
    for (const course of lineCourses(wanted.event, wanted.by.basis)) addLinePieces(pieces, course, wanted);
  }
};
