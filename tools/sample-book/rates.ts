import { addDays, addMonths, type CivilDate, civilDate } from './calendar.ts';

/** Dollars per euro at the end of each month, from December 2023 on: rounded, for illustration. */
const EURO = [
  '1.105',
  '1.084',
  '1.083',
  '1.081',
  '1.072',
  '1.085',
  '1.071',
  '1.082',
  '1.109',
  '1.12',
  '1.088',
  '1.056',
  '1.039',
  '1.039',
  '1.041',
  '1.082',
  '1.137',
  '1.134',
  '1.172',
  '1.145',
  '1.166',
  '1.174',
  '1.155',
  '1.16',
  '1.175',
];

/** The same in the months of the live events. */
const LIVE_EURO = ['1.168', '1.181', '1.19'];

const monthEnd = (index: number): CivilDate => addDays(addMonths(civilDate(2024, 1, 1), index), -1);

const csvOf = (rates: readonly string[], first: number): string =>
  ['currency,date,rate', ...rates.map((rate, index) => `EUR,${monthEnd(first + index)},${rate}`), ''].join('\n');

export const ratesCsv = (): string => csvOf(EURO, 0);

export const liveRatesCsv = (): string => csvOf(LIVE_EURO, EURO.length);
