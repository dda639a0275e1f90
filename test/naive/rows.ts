import { type Fraction, fraction } from '../properties/fraction.ts';

const HUNDRED = fraction('100');

/** A line of a report as JSON. */
export type Row = Readonly<Record<string, Cell>>;

export type Cell =
  string | number | boolean | null | readonly string[] | readonly Row[] | Readonly<Record<string, string>>;

const fixed = (value: Fraction | null, places: number): string | null => (value === null ? null : value.fixed(places));

/** For sums: up to ten decimals, no trailing zeros. */
export const exact = (value: Fraction): string => value.rounded();
/** For quotients, percentiles and numbers of days. */
export const quotient = (value: Fraction | null): string | null => fixed(value, 4);
export const percent = (value: Fraction | null): string | null =>
  fixed(value === null ? null : value.times(HUNDRED), 4);
/** For shares and ratios. */
export const share = (value: Fraction | null): string | null => fixed(value, 6);

export const mapped = (
  values: Readonly<Record<string, Fraction>>,
  text: (value: Fraction) => string | null,
): Readonly<Record<string, string | null>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)]));
