import type { DaysExplanation, MissingRate } from '@app/processing';
import { missingOnDayText } from '../../missing-rates-text.ts';
import { sectionsText } from '../sections-text.ts';
import { comparisonSections } from './comparison-sections.ts';
import { subjectText } from './subject-text.ts';

const titleText = (explanation: DaysExplanation): string => {
  const { from, to, figures } = explanation;
  return `ACV of ${subjectText(explanation)}, from the close of ${from} to the close of ${to}, in ${figures.reporting_currency}`;
};

/** The change of the ACV between two days, explained like that of a period. */
export const daysText = (explanation: DaysExplanation, missing: readonly MissingRate[]): string =>
  sectionsText([
    [titleText(explanation)],
    missingOnDayText(explanation.figures.missing_fx, missing, `on ${explanation.to}`),
    ...comparisonSections(explanation),
  ]);
