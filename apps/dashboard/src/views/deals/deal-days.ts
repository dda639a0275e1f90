import type { ReportedPeriod } from '@app/wire/answers';

/** Deals are shown of the shown period and of those before it, up to a year. */
const PERIODS = { month: 12, quarter: 4, year: 1 } as const;

export type DealDays = Readonly<{ from: string; to: string; firstPeriod: string }>;

/** The days of the latest year of deals up to the measured day of a period. */
export const dealDays = (periods: readonly ReportedPeriod[], index: number): DealDays | null => {
  const shown = periods[index];
  if (shown === undefined) return null;
  const first = periods[Math.max(0, index + 1 - PERIODS[shown.grain])] ?? shown;
  return { from: first.period_start, to: shown.measured_on, firstPeriod: first.period };
};
