import { UsageError } from '@app/host';
import { Option } from 'commander';

export type DigitsOptions = Readonly<{ digits?: string }>;

export const digitsOption = (): Option =>
  new Option('--digits <count>', 'decimal places of the figures in tables, from 0 to 10');

const DIGITS = /^(?:\d|10)$/;

/** Decimal places for people: of averages and percentages, and of amounts that are sums. */
export type Places = Readonly<{ average: number; sum: number }>;

/** Sums are whole unless more is asked for, so that a table fits a terminal. Throws `UsageError`. */
export const placesFrom = ({ digits }: DigitsOptions): Places => {
  if (digits === undefined) return { average: 2, sum: 0 };
  if (!DIGITS.test(digits)) throw new UsageError(`--digits: ${digits} is not a whole number from 0 to 10`);
  return { average: Number(digits), sum: Number(digits) };
};
