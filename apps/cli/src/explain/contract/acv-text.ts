import type { ExplainedAcv } from '@app/domain';
import { daysText, figure, indented } from '../figure.ts';
import { valueText } from './value-text.ts';

const BASIS = {
  remaining_term: 'from the latest economic change to the end of the term, at the new rates (remaining_term)',
  whole_term: 'the whole term, at the rates that governed each day (whole_term)',
} as const;

type WindowedAcv = Exclude<ExplainedAcv, Readonly<{ rule: 'evergreen' | 'short_renewal' }>>;

const windowText = ({ basis, economicChange, currencyChange, window, year }: WindowedAcv): readonly string[] => [
  `latest economic change: ${economicChange} (not before the term in force)`,
  ...(currencyChange === null ? [] : [`currency changed on ${currencyChange}: amounts before and after are not added`]),
  `window: ${daysText(window.start, window.end)}, ${BASIS[basis]}`,
  `its year: ${daysText(year.start, year.end)}`,
];

/** The ACV, by its rule (definitions, section 4). */
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
        `ACV, recurring value per year over ${days} (${acv.ramp})`,
        ...indented([...windowText(acv), ...valueText(over)]),
        `ACV = ${figure(over.value)} ÷ (${figure(over.months)} months ÷ 12) = ${figure(acv.acv)}`,
      ];
    }
  }
};
