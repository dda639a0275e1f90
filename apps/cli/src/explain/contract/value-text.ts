import type { ExplainedAcv, ExplainedPiece, ExplainedTerm, ExplainedValue } from '@app/domain';
import { daysText, figure, indented, sumText } from '../figure.ts';

const lengthText = ({ wholeMonths, stated }: ExplainedTerm): string => {
  const anchor = stated.anchor === stated.start ? '' : ` counted from ${stated.anchor}`;
  if (wholeMonths !== null) return `, ${wholeMonths} month${wholeMonths === 1 ? '' : 's'}${anchor}`;
  return anchor === '' ? '' : `, no whole months${anchor}`;
};

const renewsText = ({ stated, isInGrace, graceDays }: ExplainedTerm): string => {
  if (stated.autoRenew) return 'renews by itself';
  const grace = `${graceDays} days of grace`;
  if (isInGrace) return `does not renew by itself; within the ${grace} behind it, valued as if it did`;
  return graceDays === 0 ? 'does not renew by itself' : `does not renew by itself, with ${grace}`;
};

/** The term in force on the day. */
export const termText = (term: ExplainedTerm): string => {
  const { stated, start, end, renewal } = term;
  if (stated.end === null) return `Term: ${daysText(stated.start, null)}, evergreen`;
  const which = renewal === 0 ? 'the first' : `renewal ${renewal}`;
  return `Term: stated ${daysText(stated.start, stated.end)}${lengthText(term)}, ${renewsText(term)}; in force ${daysText(start, end)} (${which})`;
};

/** By months, or what the line bills for these days. */
const amountText = ({ rate, months, billed }: ExplainedPiece): string =>
  billed === null
    ? `${figure(rate)} × ${figure(months)} months ÷ 12`
    : `billed ${figure(billed.net)} × ${billed.days} days ÷ ${billed.ofDays}`;

const pieceText = (piece: ExplainedPiece): string =>
  `${daysText(piece.start, piece.end)}, ${piece.lineId} by ${piece.governedBy}: ${amountText(piece)} = ${figure(piece.value)}`;

/** Piece by piece, each with whose rates governed it. */
export const valueText = ({ pieces, cancelled, value }: ExplainedValue): readonly string[] => [
  ...pieces.map(pieceText),
  ...cancelled.map(({ start, end }) => `${daysText(start, end)}: cancelled, 0`),
  `together ${sumText(
    pieces.map((piece) => piece.value),
    value,
  )}`,
];

const BASIS = {
  remaining_term: 'from the latest economic change to the end of the term, at the new rates (remaining_term)',
  whole_term: 'the whole term, at the rates that governed each day (whole_term)',
} as const;

type WindowedAcv = Exclude<ExplainedAcv, Readonly<{ rule: 'evergreen' | 'short_renewal' }>>;

const windowText = ({ basis, economicChange, currencyChange, window, year }: WindowedAcv): readonly string[] => [
  `latest economic change: ${economicChange} (not before the term in force)`,
  ...(currencyChange === null ? [] : [`currency changed on ${currencyChange}: nothing is added up over that day`]),
  `window: ${daysText(window.start, window.end)}, ${BASIS[basis]}`,
  `its year: ${daysText(year.start, year.end)}`,
];

/** By which rule the ACV comes about, and from what. */
export const acvText = (acv: ExplainedAcv): readonly string[] => {
  switch (acv.rule) {
    case 'evergreen':
      return [`ACV: the contract is evergreen, so ACV = ARR = ${figure(acv.acv)}`];
    case 'short_renewal':
      return [`ACV: the contract renews by terms below twelve months, so ACV = ARR = ${figure(acv.acv)}`];
    case 'exit_rate':
      return [
        'ACV, the annual rate on the last day of the year (exit_run_rate)',
        ...indented([...windowText(acv), `on ${acv.on}, by ${acv.governedBy}`]),
        `ACV = ${figure(acv.acv)}`,
      ];
    case 'average': {
      const { over } = acv;
      const days = daysText(over.days.start, over.days.end);
      return [
        `ACV, recurring value over ${days} a year (${acv.ramp})`,
        ...indented([...windowText(acv), ...valueText(over)]),
        `ACV = ${figure(over.value)} ÷ (${figure(over.months)} months ÷ 12) = ${figure(acv.acv)}`,
      ];
    }
  }
};
