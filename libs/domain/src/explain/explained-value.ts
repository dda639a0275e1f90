import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import { Decimal, ZERO } from '../money/decimal.ts';
import type { Billed, Days, ValueBy } from '../valuation/pieces.ts';
import type { GovernedDays } from '../valuation/rates-as-governed.ts';
import { inYears, type OwnValues } from '../valuation/recurring-value.ts';

/** Days of a line with one rate. Their value is rate × months ÷ 12, or the net × the days ÷ those of its interval. */
export type ExplainedPiece = Days &
  Readonly<{
    lineId: string;
    governedBy: string;
    rate: Decimal;
    months: Decimal;
    billed: Billed | null;
    value: Decimal;
  }>;

/** A recurring value and the pieces that add up to it (definitions, section 4). */
export type ExplainedValue = Readonly<{
  days: Days;
  months: Decimal;
  pieces: readonly ExplainedPiece[];
  /** Days without a rate, because their governing event is a cancellation. */
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

/** The recurring value of `days`, whose events are `governed`, at each event's own rates. */
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
