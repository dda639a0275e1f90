import type { CivilDate } from '../calendar/civil-date.ts';
import { covers } from '../calendar/span.ts';
import type { ContractEvent } from '../facts/contract-event.ts';
import type { RateBasis } from '../lines/line-course.ts';
import { linesWithTrial, sumOfRates, type Trial } from '../lines/lines-on-day.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { divided, type Quotient } from '../money/quotient.ts';
import { valuedDays } from '../terms/grace.ts';
import {
  addPieces,
  type Days,
  PARTS_OF_A_YEAR,
  type Piece,
  type RateParts,
  type ValueBy,
  valueOfPieces,
  type Wanted,
} from './pieces.ts';

/** The amount of a recurring value, still to be divided. */
export const yearsOf = (value: RateParts): Quotient => ({ dividend: value, divisor: PARTS_OF_A_YEAR });

/** The amount of a recurring value, unrounded. */
export const inYears = (value: RateParts): Decimal => divided(yearsOf(value));

/** The policy's days of grace, and the contract's trial. */
export type Leniency = Readonly<{ graceDays: number; trial: Trial | null }>;

/** Values at an event's own rates; a rate is 0 outside the days that a line, or its term with its grace, covers. */
export type OwnValues = Readonly<{
  /** The pieces of these days, line by line. */
  pieces: (event: ContractEvent, days: Days, by: ValueBy) => readonly Piece[];
  /** The recurring value of these days: the sum of their pieces. */
  value: (event: ContractEvent, days: Days, by: ValueBy) => RateParts;
  /** The annual rate of all lines on `day`, unrounded. */
  rate: (event: ContractEvent, day: CivilDate, basis: RateBasis) => Decimal;
}>;

/** Recurring values at an event's own rates (definitions, section 4). */
export const ownValues = ({ graceDays, trial }: Leniency): OwnValues => {
  /** These days by the event as it is valued on them. */
  const wantedOf = (event: ContractEvent, days: Days, by: ValueBy): readonly Wanted[] => {
    if (event.kind === 'cancelled' || days.end <= days.start) return [];
    if (graceDays === 0) return [{ event, days, by }];
    return valuedDays(event, days, graceDays).map((valued) => {
      const { start, end } = valued.days;
      return { event: valued.event, days: { start, end: end ?? days.end }, by };
    });
  };
  return {
    pieces: (event, days, by) => {
      const pieces: Piece[] = [];
      for (const wanted of wantedOf(event, days, by)) addPieces(pieces, wanted, trial);
      return pieces;
    },
    value: (event, days, by) =>
      wantedOf(event, days, by).reduce((sum, wanted) => sum.plus(valueOfPieces(wanted, trial)), ZERO),
    rate: (event, day, basis) => {
      if (event.kind === 'cancelled') return ZERO;
      const [valued] = valuedDays(event, { start: day, end: null }, graceDays);
      if (valued === undefined || !covers(valued.days, day)) return ZERO;
      return sumOfRates(linesWithTrial(valued.event, day, { basis, trial }));
    },
  };
};
