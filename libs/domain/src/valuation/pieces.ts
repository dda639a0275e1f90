import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import { intersection } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { annualized } from '../lines/annual-rate.ts';
import { billedDays } from '../lines/billed-days.ts';
import { net } from '../lines/discounts.ts';
import { type Discount, isPriced, type PricedLine } from '../lines/line.ts';
import { lineDays } from '../lines/line-days.ts';
import { discountsFor, type LineOnDay, linesWithTrial, type RateBasis, type Trial } from '../lines/lines-on-day.ts';
import { ascendingDays, priceChangeDays } from '../lines/price-change-days.ts';
import type { Decimal } from '../money/decimal.ts';
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

type PricedDays = Days & Readonly<{ priced: Pick<LineOnDay, 'line' | 'net' | 'rate'>; term: Term }>;

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

/** These days, cut at those of `cuts` that lie inside. */
const cutAt = ({ start, end }: Days, cuts: readonly CivilDate[]): readonly Days[] => {
  const inside = cuts.filter((day) => start < day && day < end);
  if (inside.length === 0) return [{ start, end }];
  const bounds = ascendingDays([start, ...inside, end]);
  return bounds.slice(1).map((bound, i) => ({ start: bounds[i] ?? bound, end: bound }));
};

const boundsOf = (discounts: readonly Discount[]): readonly CivilDate[] =>
  discounts.flatMap(({ start, end }) => [start, end]).filter((day) => day !== null);

const boundsOfTrial = (trial: Trial | null): readonly CivilDate[] => {
  if (trial === null) return [];
  return trial.end === null ? [trial.start] : [trial.start, trial.end];
};

/** Days of an event whose pieces are wanted. */
type Wanted = Readonly<{ event: TermsEvent; days: Days; by: ValueBy }>;

/** A line whose rate depends on no other line is cut only at its own discounts, and is one piece if it has none. */
const addLinePieces = (pieces: Piece[], line: PricedLine, { event, days, by }: Wanted): void => {
  const { term } = event;
  const span = lineDays(line, term);
  const running = span === null ? null : intersection(span, days);
  if (running === null || running.end === null) return;
  const discounts = discountsFor(line, event, by.basis);
  const stretch = { start: running.start, end: running.end };
  for (const { start, end } of discounts.length === 0 ? [stretch] : cutAt(stretch, boundsOf(discounts))) {
    const left = net(line, discounts, start);
    pieces.push(pieceOf({ start, end, priced: { line, net: left, rate: annualized(left, line.per, term) }, term }, by));
  }
};

/** All lines are cut wherever one of them, or a discount of the contract, changes. */
const addPiecesTogether = (pieces: Piece[], { event, days, by }: Wanted, trial: Trial | null): void => {
  const { term } = event;
  const active = intersection(days, activeDays(term, 0));
  if (active === null) return;
  const stretch = { start: active.start, end: active.end ?? days.end };
  for (const { start, end } of cutAt(stretch, [...priceChangeDays(event), ...boundsOfTrial(trial)])) {
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

/** Adds the pieces of these days to `pieces`, line by line. */
export const addPieces = (pieces: Piece[], wanted: Wanted, trial: Trial | null): void => {
  if (areRatesLinked(wanted, trial)) addPiecesTogether(pieces, wanted, trial);
  else {
    for (const line of wanted.event.lines) if (isPriced(line)) addLinePieces(pieces, line, wanted);
  }
};
