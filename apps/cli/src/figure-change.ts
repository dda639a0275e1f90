import type { FigureChange } from '@app/processing';
import { count, readable, shortened } from './readable.ts';

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

const SHARE = /_(?:ratio|share)$|^hhi$/;

const placesOf = (field: string): number => (SHARE.test(field) ? 4 : 2);

const isDecimal = (value: unknown): value is string => typeof value === 'string' && DECIMAL.test(value);

/** A figure for people; lists are shown by their codes. */
const shown = (value: unknown, places: number): string => {
  if (value === null) return '-';
  if (isDecimal(value)) return readable(value, places);
  if (typeof value === 'number') return count(value);
  return shortened(typeof value === 'string' ? value : JSON.stringify(value));
};

/** Emitted figures have at most ten decimal places. */
const MOST_PLACES = 10;

/** A figure by itself. */
export const figureText = (field: string, value: unknown): string => shown(value, placesOf(field));

/** Both sides of a change, with as many decimal places as it takes to tell them apart. */
export const differing = ({ field, from, to }: FigureChange): readonly [string, string] => {
  let places = placesOf(field);
  const sides = (): readonly [string, string] => [shown(from, places), shown(to, places)];
  while (isDecimal(from) && isDecimal(to) && sides()[0] === sides()[1] && places < MOST_PLACES) places += 1;
  return sides();
};

/** Some figures have a name of few letters, which another figure has in speech. */
const NAMES: Readonly<Record<string, string>> = {
  acv: 'ACV per customer',
  normalized_acv_total: 'contract ACV',
  normalized_acv_average: 'contract ACV per customer',
};

/** The name of a figure in records, with what people call it where that is not the same. */
export const figureTitle = (field: string): string => NAMES[field] ?? field;
