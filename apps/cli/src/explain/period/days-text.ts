import type { DaysExplanation } from '@app/processing';
import { missingOnDayText } from '../../missing-rates-text.ts';
import { wrapped } from '../../readable.ts';
import { sectionsText } from '../sections-text.ts';
import { amountText } from './amount-text.ts';
import { comparisonSections } from './comparison-sections.ts';
import type { Reading } from '../../reading.ts';
import { subjectText } from './subject-text.ts';

const titleText = (explanation: DaysExplanation): string => {
  const { from, to, figures } = explanation;
  return wrapped(
    `ACV per customer of ${subjectText(explanation)}, from the close of ${from} to the close of ${to}, in ${figures.reporting_currency}`,
  );
};

/** The change of the ACV between two days, explained like that of a period. */
export const daysText = (explanation: DaysExplanation, { missing, places }: Reading): string =>
  sectionsText([
    [titleText(explanation)],
    missingOnDayText(explanation.figures.missing_fx, missing, `on ${explanation.to}`),
    ...comparisonSections(explanation, amountText(places)),
  ]);
