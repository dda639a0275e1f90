import { countInWords, type ExplainedPiece, type ExplainedValue } from '@app/domain';
import { daysText, figure, sumText } from '../figure.ts';

/** The value of a piece by months, or by the days that the line bills. */
const amountText = ({ rate, months, billed }: ExplainedPiece): string =>
  billed === null
    ? `${figure(rate)} × ${figure(months)} months ÷ 12`
    : `billed ${figure(billed.net)} × ${countInWords(billed.days, 'day')} ÷ ${billed.ofDays}`;

const pieceText = (piece: ExplainedPiece): string =>
  `${daysText(piece.start, piece.end)}, ${piece.lineId} by ${piece.governedBy}: ${amountText(piece)} = ${figure(piece.value)}`;

/** A value over some days piece by piece, each with the event whose rates governed it, and their sum. */
export const valueText = ({ pieces, cancelled, value }: ExplainedValue): readonly string[] => [
  ...pieces.map(pieceText),
  ...cancelled.map(({ start, end }) => `${daysText(start, end)}: cancelled, 0`),
  `together ${sumText(
    pieces.map((piece) => piece.value),
    value,
  )}`,
];
