import { bad, type Fault } from '../../../fields/field.ts';
import { shown } from '../../../fields/shown.ts';
import { folded } from '../columns.ts';

const WORDS = {
  day: ['day', 'daily'],
  week: ['week', 'weekly'],
  month: ['month', 'monthly'],
  quarter: ['quarter', 'quarterly'],
  half_year: ['half year', 'half yearly', 'semi annual', 'semi annually'],
  year: ['year', 'yearly', 'annual', 'annually'],
} as const;

const byWord: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([per, words]) => words.map((word) => [folded(word), per] as const)),
);

/** The billing interval in a cell. */
export const perIn = (cell: string): string | Fault =>
  byWord.get(folded(cell)) ??
  bad(`${shown(cell)} is not a billing period (monthly, quarterly, semi-annual, yearly, weekly or daily)`);
