import type { PeriodExplanation } from '@app/processing';
import { missingOnDayText } from '../../missing-rates-text.ts';
import { wrapped } from '../../readable.ts';
import { emitted, indented } from '../figure.ts';
import { sectionsText } from '../sections-text.ts';
import { amountText } from './amount-text.ts';
import { comparisonSections } from './comparison-sections.ts';
import type { Reading } from '../../reading.ts';
import { subjectText } from './subject-text.ts';

const checkText = ({ differences }: PeriodExplanation): readonly string[] =>
  differences.length === 0
    ? ['The contracts, as they are now, add up to the same figures.']
    : [
        'The books have changed since this snapshot was taken. The customers above are those of the books today:',
        ...indented(
          differences.map(
            ({ figure: name, snapshot, books }) => `${name}: snapshot ${emitted(snapshot)}, books ${emitted(books)}`,
          ),
        ),
      ];

const titleText = (explanation: PeriodExplanation): string => {
  const { period, status, revision, measuredOn, figures } = explanation;
  return wrapped(
    `ACV per customer of ${subjectText(explanation)}, ${period.label}, in ${figures.reporting_currency}: measured on ${measuredOn}, ${status}, revision ${revision}`,
  );
};

/** The ACV of a period, explained from that of the period before. */
export const periodText = (explanation: PeriodExplanation, { missing, places }: Reading): string =>
  sectionsText([
    [titleText(explanation)],
    missingOnDayText(explanation.figures.missing_fx, missing, `on ${explanation.measuredOn}`),
    ...comparisonSections(explanation, amountText(places)),
    checkText(explanation),
  ]);
