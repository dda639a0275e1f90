import type { DaysExplanation } from '@app/processing';
import { comparisonSections, missingText, sectionsText, subjectText } from './comparison-sections.ts';

const titleText = (explanation: DaysExplanation): string => {
  const { from, to, figures } = explanation;
  return `ACV of ${subjectText(explanation)}, from the close of ${from} to the close of ${to}, in ${figures.reporting_currency}${missingText(figures)}`;
};

/** From the ACV of one day to that of another, as of a period and its prior one. */
export const daysText = (explanation: DaysExplanation): string =>
  sectionsText([[titleText(explanation)], ...comparisonSections(explanation)]);
