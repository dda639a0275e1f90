import type { ReportedPeriod } from '@app/wire/answers';
import type { Address } from '../../address/address.ts';

/** The two days that are compared, and how the reader chose them. */
export type TwoDays = Readonly<{ from: string; to: string; kind: 'prior' | 'year_ago' | 'days' }>;

/** The label of the period a year before. */
export const yearBefore = (label: string): string => String(Number(label.slice(0, 4)) - 1) + label.slice(4);

export type Comparable = Readonly<{ prior: string | null; yearAgo: string | null }>;

/** The measured days of the period before and of the year-ago period, where they were reported. */
export const comparable = (periods: readonly ReportedPeriod[], index: number): Comparable => {
  const label = periods[index]?.period;
  const yearAgo = label === undefined ? undefined : periods.find(({ period }) => period === yearBefore(label));
  return { prior: periods[index - 1]?.measured_on ?? null, yearAgo: yearAgo?.measured_on ?? null };
};

/**
 * The days of the address; without them the measured days of the shown period and of the one before. Null where nothing
 * comes before.
 */
export const twoDays = (
  { from, to }: Pick<Address, 'from' | 'to'>,
  period: ReportedPeriod,
  { prior, yearAgo }: Comparable,
): TwoDays | null => {
  const [start, end] = [from ?? prior, to ?? period.measured_on];
  if (start === null) return null;
  if (end !== period.measured_on) return { from: start, to: end, kind: 'days' };
  return { from: start, to: end, kind: start === prior ? 'prior' : start === yearAgo ? 'year_ago' : 'days' };
};
