import type { PeriodExplanation } from '@app/processing';
import { emitted, indented } from '../figure.ts';
import { comparisonSections, missingText, sectionsText, subjectText } from './comparison-sections.ts';

const checkText = ({ differences }: PeriodExplanation): readonly string[] =>
  differences.length === 0
    ? ['The contracts as they stand add up to the same figures.']
    : [
        'The books have moved on since this snapshot was taken; the customers above are as they stand now:',
        ...indented(
          differences.map(
            ({ figure: name, snapshot, books }) => `${name}: snapshot ${emitted(snapshot)}, books ${emitted(books)}`,
          ),
        ),
      ];

const titleText = (explanation: PeriodExplanation): string => {
  const { period, status, revision, measuredOn, figures } = explanation;
  return `ACV of ${subjectText(explanation)}, ${period.label}, in ${figures.reporting_currency}: measured on ${measuredOn}, ${status}, revision ${revision}${missingText(figures)}`;
};

/** From the prior ACV to this one, so that each line can be checked from those above. */
export const periodText = (explanation: PeriodExplanation): string =>
  sectionsText([[titleText(explanation)], ...comparisonSections(explanation), checkText(explanation)]);
