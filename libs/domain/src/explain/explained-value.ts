import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import { Decimal, ZERO } from '../money/decimal.ts';
import type { Billed, Days, ValueBy } from '../valuation/pieces.ts';
import type { GovernedDays } from '../valuation/rates-as-governed.ts';
import { inYears, type OwnValues } from '../valuation/recurring-value.ts';

/** Days of a line with one rate: rate × months ÷ 12 is their value, or the part of its interval that the line bills. */
export type ExplainedPiece = Days &
  Readonly<{
    lineId: string;
    governedBy: string;
    rate: Decimal;
    months: Decimal;
    billed: Billed | null;
    value: Decimal;
  }>;

/** A recurring value, piece by piece (definitions, section 4). The pieces add up to the value. */
export type ExplainedValue = Readonly<{
  days: Days;
  months: Decimal;
  pieces: readonly ExplainedPiece[];
  /** Days on which nothing is due, because the governing event of those days is a cancellation. */
  cancelled: readonly Days[];
  value: Decimal;
}>;

const monthsOf = (parts: number): Decimal => new Decimal(parts).div(PARTS_OF_A_MONTH);

const piecesOf = ({ event, start, end }: GovernedDays, own: OwnValues, by: ValueBy): readonly ExplainedPiece[] =>
  own.pieces(event, { start, end }, by).map(({ line, rate, parts, billed, value, ...days }) => ({
    start: days.start,
    end: days.end,
    lineId: line.id,
    governedBy: event.id,
    rate,
    months: monthsOf(parts),
    billed,
    value: inYears(value),
  }));

/** The value of days that these events govern, by the rates that `own` reads of them. */
export const explainedValue = (
  days: Days,
  governed: readonly GovernedDays[],
  { own, ...by }: ValueBy & Readonly<{ own: OwnValues }>,
): ExplainedValue => {
  const pieces = governed.flatMap((part) => piecesOf(part, own, by));
  return {
    days,
    months: monthsOf(partsBetween(by.anchor, days.start, days.end)),
    pieces,
    cancelled: governed.filter(({ event }) => event.kind === 'cancelled').map(({ start, end }) => ({ start, end })),
    value: pieces.reduce((sum, { value }) => sum.plus(value), ZERO),
  };
};
