import {
  type ExplainedAcv,
  type ExplainedPiece,
  type ExplainedTerm,
  type ExplainedValue,
  wholeMonthsBetween,
} from '@app/domain';
import { daysText, figure, indented, sumText } from '../figure.ts';

const lengthText = ({ stated: { start, end } }: ExplainedTerm): string => {
  if (end === null) return '';
  const months = wholeMonthsBetween(start, end);
  return months === null ? '' : `, ${months} months`;
};

/** The term in force on the day. */
export const termText = (term: ExplainedTerm): string => {
  const { stated, start, end, renewal } = term;
  if (stated.end === null) return `Term: ${daysText(stated.start, null)}, evergreen`;
  const which = renewal === 0 ? 'the first' : `renewal ${renewal}`;
  const renews = stated.autoRenew ? 'renews by itself' : 'does not renew by itself';
  return `Term: stated ${daysText(stated.start, stated.end)}${lengthText(term)}, ${renews}; in force ${daysText(start, end)} (${which})`;
};

const pieceText = ({ lineId, governedBy, start, end, rate, months, value }: ExplainedPiece): string =>
  `${daysText(start, end)}, ${lineId} by ${governedBy}: ${figure(rate)} × ${figure(months)} months ÷ 12 = ${figure(value)}`;

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
