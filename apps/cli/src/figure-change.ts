import type { FigureChange } from '@app/processing';
import { PERCENTAGE_PLACES } from './options/digits-option.ts';
import { count, readable, shortened } from './readable.ts';

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

const SHARE = /_(?:ratio|share)$|^hhi$/;

/** Null: as many as a figure of its kind needs. */
const placesOf = (field: string, asked: number | null): number =>
  asked ?? (field.endsWith('_pct') ? PERCENTAGE_PLACES : SHARE.test(field) ? 4 : 2);

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

/** A figure by itself, with `places` decimals; null: as many as a figure of its kind needs. */
export const figureText = (field: string, value: unknown, places: number | null): string =>
  shown(value, placesOf(field, places));

/** Both sides of a change, with `asked` decimals, or as many more as it takes to tell them apart. */
export const differing = ({ field, from, to }: FigureChange, asked: number | null): readonly [string, string] => {
  let places = placesOf(field, asked);
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
