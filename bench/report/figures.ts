import { median, spread } from '../measure/statistics.ts';

/** Fewer decimals for larger figures: 0.012, 1.23, 12.3, 123, 12,345. */
export const figure = (value: number | null): string => {
  if (value === null || Number.isNaN(value)) return '-';
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3);
};

export const withSpread = (values: readonly number[]): string =>
  values.length < 2 ? figure(median(values)) : `${figure(median(values))} ±${(spread(values) * 50).toFixed(0)} %`;
