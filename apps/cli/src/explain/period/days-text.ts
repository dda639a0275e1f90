import type { DaysExplanation } from '@app/processing';
import { sectionsText } from '../sections-text.ts';
import { comparisonSections, missingText } from './comparison-sections.ts';
import { subjectText } from './subject-text.ts';

const titleText = (explanation: DaysExplanation): string => {
  const { from, to, figures } = explanation;
  return `ACV of ${subjectText(explanation)}, from the close of ${from} to the close of ${to}, in ${figures.reporting_currency}${missingText(figures)}`;
};

/** The change of the ACV between two days, explained like that of a period. */
export const daysText = (explanation: DaysExplanation): string =>
  sectionsText([[titleText(explanation)], ...comparisonSections(explanation)]);
