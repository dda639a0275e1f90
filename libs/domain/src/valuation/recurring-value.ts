import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import { covers, intersection } from '../calendar/span.ts';
import type { ContractEvent, TermsEvent } from '../facts/contract-event.ts';
import { annualized, net } from '../lines/annual-rate.ts';
import { billedDays } from '../lines/billed-days.ts';
import { type Discount, isPriced, type PricedLine } from '../lines/line.ts';
import { runs } from '../lines/line-days.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { divided, type Quotient } from '../money/quotient.ts';
import { activeDays, type Term } from '../terms/term.ts';
import {
  discountsFor,
  type LineOnDay,
  linesWithTrial,
  type RateBasis,
  sumOfRates,
  type Trial,
} from '../lines/lines-on-day.ts';
import { readings } from '../terms/grace.ts';
import { inOrder, priceTurns } from '../lines/price-change-days.ts';

export type Days = Readonly<{ start: CivilDate; end: CivilDate }>;

/** Annual rates times parts of a month. `inYears` turns it into an amount; until then nothing is divided. */
export type RateParts = Decimal;

const PARTS_OF_A_YEAR = 12 * PARTS_OF_A_MONTH;

export const yearsOf = (value: RateParts): Quotient => ({ dividend: value, divisor: PARTS_OF_A_YEAR });

export const inYears = (value: RateParts): Decimal => divided(yearsOf(value));

/** The policy's days of grace, and the contract's trial. */
export type Leniency = Readonly<{ graceDays: number; trial: Trial | null }>;

/** The rates that are added up, and the day that months are counted from. */
export type ValueBy = Readonly<{ anchor: CivilDate; basis: Exclude<RateBasis, 'lasting'> }>;

/** Days of a line's billing interval, where the piece counts what the line bills. */
export type Billed = Readonly<{ net: Decimal; days: number; ofDays: number }>;

/** Days on which a line has one rate, in amounts a year, and how long they are in parts of a month. */
export type Piece = Days &
  Readonly<{ line: PricedLine; rate: Decimal; parts: number; billed: Billed | null; value: RateParts }>;

type PricedDays = Days & Readonly<{ priced: Pick<LineOnDay, 'line' | 'net' | 'rate'>; term: Term }>;

/** Where the line counts what it bills, else null. */
const billedIn = ({ start, end, priced, term }: PricedDays, basis: ValueBy['basis']): Billed | null => {
  const ofDays = basis === 'billed' ? billedDays(priced.line.per, term) : null;
  return ofDays === null ? null : { net: priced.net, days: daysBetween(start, end), ofDays };
};

/** Multiplied before it is divided. */
const billedValue = ({ net: amount, days, ofDays }: Billed): RateParts =>
  amount.times(days * PARTS_OF_A_YEAR).div(ofDays);

const pieceOf = (days: PricedDays, { anchor, basis }: ValueBy): Piece => {
  const { start, end, priced } = days;
  const { line, rate } = priced;
  const parts = partsBetween(anchor, start, end);
  const billed = billedIn(days, basis);
  return { line, start, end, rate, parts, billed, value: billed === null ? rate.times(parts) : billedValue(billed) };
};

/** These days cut at those of `turns` that lie inside. */
const cut = ({ start, end }: Days, turns: readonly CivilDate[]): readonly Days[] => {
  const inside = turns.filter((day) => start < day && day < end);
  if (inside.length === 0) return [{ start, end }];
  const bounds = inOrder([start, ...inside, end]);
  return bounds.slice(1).map((bound, i) => ({ start: bounds[i] ?? bound, end: bound }));
};

const turnsOf = (discounts: readonly Discount[]): readonly CivilDate[] =>
  discounts.flatMap(({ start, end }) => [start, end]).filter((day) => day !== null);

/** Days of an event whose pieces are wanted. */
type Wanted = Readonly<{ event: TermsEvent; days: Days; by: ValueBy }>;

/** Of a contract without discounts of its own each line turns by itself, and one without any not at all. */
const addLinePieces = (pieces: Piece[], line: PricedLine, { event, days, by }: Wanted): void => {
  const { term } = event;
  const span = runs(line, term);
  const running = span === null ? null : intersection(span, days);
  if (running === null || running.end === null) return;
  const discounts = discountsFor(line, event, by.basis);
  const stretch = { start: running.start, end: running.end };
  for (const { start, end } of discounts.length === 0 ? [stretch] : cut(stretch, turnsOf(discounts))) {
    const left = net(line, discounts, start);
    pieces.push(pieceOf({ start, end, priced: { line, net: left, rate: annualized(left, line.per, term) }, term }, by));
  }
};

const turnsOfTrial = (trial: Trial | null): readonly CivilDate[] => {
  if (trial === null) return [];
  return trial.end === null ? [trial.start] : [trial.start, trial.end];
};

/** All lines turn together where one of them, or a discount of the contract, does. */
const addPiecesTogether = (pieces: Piece[], { event, days, by }: Wanted, trial: Trial | null): void => {
  const { term } = event;
  const active = intersection(days, activeDays(term, 0));
  if (active === null) return;
  const stretch = { start: active.start, end: active.end ?? days.end };
  for (const { start, end } of cut(stretch, [...priceTurns(event), ...turnsOfTrial(trial)])) {
    for (const priced of linesWithTrial(event, start, { basis: by.basis, trial })) {
      pieces.push(pieceOf({ start, end, priced, term }, by));
    }
  }
};

/** A trial is seen only before discounts: after all of them nothing is left in it anyway. */
const areTurningTogether = ({ event, days, by }: Wanted, trial: Trial | null): boolean =>
  by.basis === 'none' ? trial !== null && intersection(trial, days) !== null : event.discounts.length > 0;

const addPieces = (pieces: Piece[], wanted: Wanted, trial: Trial | null): void => {
  if (areTurningTogether(wanted, trial)) addPiecesTogether(pieces, wanted, trial);
  else {
    for (const line of wanted.event.lines) if (isPriced(line)) addLinePieces(pieces, line, wanted);
  }
};

/** An event's own rates: outside the days that a line or its term, with its grace, covers there is none. */
export type OwnValues = Readonly<{
  /** The pieces of these days, line by line. */
  pieces: (event: ContractEvent, days: Days, by: ValueBy) => readonly Piece[];
  /** The recurring value of the days: the sum over lines and over pieces with a constant rate. */
  value: (event: ContractEvent, days: Days, by: ValueBy) => RateParts;
  /** The annual rate of all lines on `day`, unrounded. */
  rate: (event: ContractEvent, day: CivilDate, basis: RateBasis) => Decimal;
}>;

export const ownValues = ({ graceDays, trial }: Leniency): OwnValues => {
  const piecesOf: OwnValues['pieces'] = (event, days, by) => {
    const pieces: Piece[] = [];
    if (event.kind === 'cancelled' || days.end <= days.start) return pieces;
    if (graceDays === 0) addPieces(pieces, { event, days, by }, trial);
    else {
      for (const reading of readings(event, days, graceDays)) {
        const { start, end } = reading.days;
        addPieces(pieces, { event: reading.event, days: { start, end: end ?? days.end }, by }, trial);
      }
    }
    return pieces;
  };
  return {
    pieces: piecesOf,
    value: (event, days, by) => {
      let sum = ZERO;
      for (const { value } of piecesOf(event, days, by)) sum = sum.plus(value);
      return sum;
    },
    rate: (event, day, basis) => {
      if (event.kind === 'cancelled') return ZERO;
      const [reading] = readings(event, { start: day, end: null }, graceDays);
      if (reading === undefined || !covers(reading.days, day)) return ZERO;
      return sumOfRates(linesWithTrial(reading.event, day, { basis, trial }));
    },
  };
};
