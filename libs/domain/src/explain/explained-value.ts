import type { CivilDate } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import { type GovernedDays, inYears, ownPieces } from '../valuation/governed-value.ts';
import type { Days } from '../valuation/acv.ts';
import { Decimal, ZERO } from '../money/decimal.ts';

/** Days of a line with one rate: rate × months ÷ 12 is their value. */
export type ExplainedPiece = Days &
  Readonly<{ lineId: string; governedBy: string; rate: Decimal; months: Decimal; value: Decimal }>;

/** A recurring value, piece by piece (definitions, section 4). The pieces add up to the value. */
export type ExplainedValue = Readonly<{
  days: Days;
  months: Decimal;
  pieces: readonly ExplainedPiece[];
  /** Days on which nothing is due, for the governing event of those days is a cancellation. */
  cancelled: readonly Days[];
  value: Decimal;
}>;

const monthsOf = (parts: number): Decimal => new Decimal(parts).div(PARTS_OF_A_MONTH);

const piecesOf = ({ entry: { event }, start, end }: GovernedDays, anchor: CivilDate): readonly ExplainedPiece[] =>
  event.kind === 'cancelled'
    ? []
    : ownPieces(event, { start, end }, anchor, 'all').map(({ line, rate, parts, ...days }) => ({
        start: days.start,
        end: days.end,
        lineId: line.id,
        governedBy: event.id,
        rate,
        months: monthsOf(parts),
        value: inYears(rate.times(parts)),
      }));

export const explainedValue = (days: Days, governed: readonly GovernedDays[], anchor: CivilDate): ExplainedValue => {
  const pieces = governed.flatMap((part) => piecesOf(part, anchor));
  return {
    days,
    months: monthsOf(partsBetween(anchor, days.start, days.end)),
    pieces,
    cancelled: governed
      .filter(({ entry }) => entry.event.kind === 'cancelled')
      .map(({ start, end }) => ({ start, end })),
    value: pieces.reduce((sum, { value }) => sum.plus(value), ZERO),
  };
};
