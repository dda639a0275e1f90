import type { ExplainedWorth } from '@app/domain';
import { figure } from '../figure.ts';
import { yearlyText } from './yearly-text.ts';

/** One-time lines and expected usage, which are not recurring value. */
export const notRecurringText = ({ charges, usage, term }: ExplainedWorth): readonly string[] => [
  ...charges.map(
    ({ line, counts }) =>
      `One-time ${line.id}: ${figure(line.amount)} on ${line.date}, ${counts ? 'in this term' : 'not in this term: 0'}`,
  ),
  ...usage.map(({ line, runs, annualRate }) =>
    runs
      ? `Expected usage ${line.id}: ${yearlyText(line, { amount: line.amount, rate: annualRate, months: term.statedMonths })}`
      : `Expected usage ${line.id}: does not run on the day`,
  ),
];
