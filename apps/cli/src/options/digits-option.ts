import { UsageError } from '@app/host';
import { Option } from 'commander';

export type DigitsOptions = Readonly<{ digits?: string }>;

export const digitsOption = (): Option =>
  new Option('--digits <count>', 'decimal places of the figures in tables, from 0 to 10');

const DIGITS = /^(?:\d|10)$/;

/** Decimal places for people: of averages, of amounts that are sums, and of percentages. */
export type Places = Readonly<{ average: number; sum: number; percentage: number }>;

/** Percentages have one decimal place, as on the page, unless others are asked for. */
export const PERCENTAGE_PLACES = 1;

/** Null if the option is left out. Throws `UsageError`. */
export const digitsGiven = ({ digits }: DigitsOptions): number | null => {
  if (digits === undefined) return null;
  if (!DIGITS.test(digits)) throw new UsageError(`--digits: ${digits} is not a whole number from 0 to 10`);
  return Number(digits);
};

/** Decimal places of every amount in a table that has room for them: two by default. Throws `UsageError`. */
export const digitsFrom = (options: DigitsOptions): number => digitsGiven(options) ?? 2;

/** Sums are whole unless more is asked for, so that a table fits a terminal. Throws `UsageError`. */
export const placesFrom = (options: DigitsOptions): Places => ({
  average: digitsFrom(options),
  sum: digitsGiven(options) ?? 0,
  percentage: digitsGiven(options) ?? PERCENTAGE_PLACES,
});
