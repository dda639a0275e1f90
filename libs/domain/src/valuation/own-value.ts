import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import { covers, intersection } from '../calendar/span.ts';
import type { ContractEvent, TermsEvent } from '../facts/contract-event.ts';
import { annualized, net } from '../lines/annual-rate.ts';
import { billedDays } from '../lines/billed.ts';
import { type Discount, isPriced, type PricedLine } from '../lines/line.ts';
import { runs } from '../lines/runs.ts';
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
} from './lines-on-day.ts';
import { readings } from './readings.ts';
import { inOrder, priceTurns } from './turning-days.ts';

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

const pieceOf = ({ start, end, priced, term }: PricedDays, { anchor, basis }: ValueBy): Piece => {
  const { line, rate } = priced;
  const parts = partsBetween(anchor, start, end);
  const ofDays = basis === 'billed' ? billedDays(line.per, term) : null;
  if (ofDays === null) return { line, start, end, rate, parts, billed: null, value: rate.times(parts) };
  const days = daysBetween(start, end);
  const value = priced.net.times(days * PARTS_OF_A_YEAR).div(ofDays);
  return { line, start, end, rate, parts, billed: { net: priced.net, days, ofDays }, value };
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

/** Of a contract without discounts of its own each line turns by itself. */
const linePieces = (line: PricedLine, event: TermsEvent, days: Days, by: ValueBy): readonly Piece[] => {
  const span = runs(line, event.term);
  const running = span === null ? null : intersection(span, days);
  if (running === null || running.end === null) return [];
  const discounts = discountsFor(line, event, by.basis);
  const stretch = { start: running.start, end: running.end };
  return (discounts.length === 0 ? [stretch] : cut(stretch, turnsOf(discounts))).map(({ start, end }) => {
    const left = net(line, discounts, start);
    const priced = { line, net: left, rate: annualized(left, line.per, event.term) };
    return pieceOf({ start, end, priced, term: event.term }, by);
  });
};

const turnsOfTrial = (trial: Trial | null): readonly CivilDate[] => {
  if (trial === null) return [];
  return trial.end === null ? [trial.start] : [trial.start, trial.end];
};

/** All lines turn together where one of them, or a discount of the contract, does. */
const piecesTogether = (event: TermsEvent, days: Days, by: ValueBy, trial: Trial | null): readonly Piece[] => {
  const active = intersection(days, activeDays(event.term, 0));
  if (active === null) return [];
  const stretch = { start: active.start, end: active.end ?? days.end };
  return cut(stretch, [...priceTurns(event), ...turnsOfTrial(trial)]).flatMap(({ start, end }) =>
    linesWithTrial(event, start, { basis: by.basis, trial }).map((priced) =>
      pieceOf({ start, end, priced, term: event.term }, by),
    ),
  );
};

/** A trial is seen only before discounts: after all of them nothing is left in it anyway. */
const areTurningTogether = ({ discounts }: TermsEvent, days: Days, { basis }: ValueBy, trial: Trial | null): boolean =>
  basis === 'none' ? trial !== null && intersection(trial, days) !== null : discounts.length > 0;

const piecesOfTerms = (event: TermsEvent, days: Days, by: ValueBy, trial: Trial | null): readonly Piece[] =>
  areTurningTogether(event, days, by, trial)
    ? piecesTogether(event, days, by, trial)
    : event.lines.filter(isPriced).flatMap((line) => linePieces(line, event, days, by));

type Stretch = Readonly<{ event: TermsEvent; days: Days }>;

/** These days, each with the event as it is valued on it. */
const stretches = (event: ContractEvent, { start, end }: Days, graceDays: number): readonly Stretch[] => {
  if (event.kind === 'cancelled' || end <= start) return [];
  if (graceDays === 0) return [{ event, days: { start, end } }];
  return readings(event, { start, end }, graceDays).map((reading) => ({
    event: reading.event,
    days: { start: reading.days.start, end: reading.days.end ?? end },
  }));
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
  const pieces: OwnValues['pieces'] = (event, days, by) =>
    stretches(event, days, graceDays).flatMap((stretch) => piecesOfTerms(stretch.event, stretch.days, by, trial));
  return {
    pieces,
    value: (event, days, by) => pieces(event, days, by).reduce((sum, { value }) => sum.plus(value), ZERO),
    rate: (event, day, basis) => {
      if (event.kind === 'cancelled') return ZERO;
      const [reading] = readings(event, { start: day, end: null }, graceDays);
      if (reading === undefined || !covers(reading.days, day)) return ZERO;
      return sumOfRates(linesWithTrial(reading.event, day, { basis, trial }));
    },
  };
};
