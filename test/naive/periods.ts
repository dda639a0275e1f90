import { type Day, dayBefore, firstOfMonth, monthNumber } from './calendar.ts';
import type { Grain } from './policy.ts';

/** A half-open period with its label. */
export type Period = Readonly<{ grain: Grain; label: string; start: Day; end: Day }>;

const MONTHS: Readonly<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };

/** Quarters and years are fiscal ones, labelled with the year in which the fiscal year ends. */
const labelOf = (grain: Grain, firstMonth: number, fiscalStart: number): string => {
  if (grain === 'month') return firstOfMonth(firstMonth).slice(0, 7);
  const monthOfFiscalYear = (((firstMonth - (fiscalStart - 1)) % 12) + 12) % 12;
  const lastMonthOfFiscalYear = firstMonth - monthOfFiscalYear + 11;
  const year = firstOfMonth(lastMonthOfFiscalYear).slice(0, 4);
  return grain === 'year' ? year : `${year}-Q${monthOfFiscalYear / 3 + 1}`;
};

const periodFrom = (grain: Grain, firstMonth: number, fiscalStart: number): Period => ({
  grain,
  label: labelOf(grain, firstMonth, fiscalStart),
  start: firstOfMonth(firstMonth),
  end: firstOfMonth(firstMonth + MONTHS[grain]),
});

export const periodHolding = (grain: Grain, day: Day, fiscalStart: number): Period => {
  const month = monthNumber(day);
  const offset = (((month - (fiscalStart - 1)) % MONTHS[grain]) + MONTHS[grain]) % MONTHS[grain];
  return periodFrom(grain, month - offset, fiscalStart);
};

export const periodAfter = ({ grain, end }: Period, fiscalStart: number): Period =>
  periodHolding(grain, end, fiscalStart);

/** The period a year earlier. */
export const yearBefore = ({ grain, start }: Period, fiscalStart: number): Period =>
  periodFrom(grain, monthNumber(start) - 12, fiscalStart);

export const lastDayOf = ({ end }: Period): Day => dayBefore(end);
