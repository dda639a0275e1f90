import { counted, dayText, LANGUAGE } from '@app/wording';

type Policy = Readonly<Record<string, unknown>>;

const RAMPS: Readonly<Record<string, string>> = {
  average_in_year: 'The ACV of a contract is the average of its first year in the window.',
  exit_run_rate: 'The ACV of a contract is its annual rate on the last day of its first year in the window.',
  term_average: 'The ACV of a contract is the average of its whole window.',
};

const BASES: Readonly<Record<string, string>> = {
  remaining_term: 'The window runs from the latest economic change to the end of the term.',
  whole_term: 'The window is the whole term, with the rates as they governed.',
};

const DISCOUNTS: Readonly<Record<string, string>> = {
  lasting: 'Annual rates are net of discounts that last; a passing promotion moves no ARR.',
  all: 'Annual rates are net of every discount that is active on the day.',
};

const textOf = (policy: Policy, key: string, instead: string): string => {
  const value = policy[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : instead;
};

const listOf = (policy: Policy, key: string, instead: string): string => {
  const value = policy[key];
  return Array.isArray(value) ? value.join(', ') : instead;
};

const isObject = (value: unknown): value is Policy => typeof value === 'object' && value !== null;

const fxText = ({ fx }: Policy): string =>
  isObject(fx) && fx['mode'] === 'constant'
    ? `Other currencies are converted at the rates of ${dayText(String(fx['date']))}, whatever the period.`
    : 'Other currencies are converted at the latest rate on or before the measured day.';

const graceText = (days: string): string =>
  days === '0'
    ? 'A contract is no longer active once its term has ended without renewing.'
    : `A contract stays active for ${counted(Number(days), 'day')} after its term has ended without renewing.`;

const monthName = (month: number): string =>
  new Intl.DateTimeFormat(LANGUAGE, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1));

const yearText = (policy: Policy): readonly string[] => {
  const month = textOf(policy, 'fiscal_year_start_month', '1');
  return month === '1' ? [] : [`Years and quarters are fiscal: they begin with ${monthName(Number(month))}.`];
};

/** The rules of a store in sentences. Keys at their default are not in a policy, so each has its words here. */
export const policyWords = (policy: Policy): readonly string[] => [
  `Figures are in ${textOf(policy, 'reporting_currency', 'USD')}; days are those of ${textOf(policy, 'timezone', 'UTC')}.`,
  fxText(policy),
  RAMPS[textOf(policy, 'ramp', 'average_in_year')] ?? '',
  BASES[textOf(policy, 'amendment_basis', 'remaining_term')] ?? '',
  DISCOUNTS[textOf(policy, 'discounts', 'lasting')] ?? '',
  `Periods: ${listOf(policy, 'grains', 'month')}. They close ${counted(Number(textOf(policy, 'close_after_days', '3')), 'day')} after their last day.`,
  ...yearText(policy),
  graceText(textOf(policy, 'renewal_grace_days', '0')),
  `The book is split by ${listOf(policy, 'dimensions', 'tier, channel, region')}, ACV band and cohort (by ${textOf(policy, 'cohort_grain', 'quarter')}).`,
];
