/** Decimal text, as the API writes it, which `Intl` formats without making a float of it. */
export type Numeral = `${number}`;

const DECIMAL = /^-?\d+(\.\d+)?$/;

export const isNumeral = (text: string): text is Numeral => DECIMAL.test(text);

/** What stands for a figure that is undefined. */
export const NONE = '–';

/** A figure as the API writes it: decimal text, a count, or null where it is undefined. */
export type Given = string | number | null | undefined;

/** Formats a figure that is defined, and says so of one that is not. */
export const formatted = (given: Given, format: Intl.NumberFormat): string => {
  if (given === null || given === undefined) return NONE;
  if (typeof given === 'number') return format.format(given);
  return isNumeral(given) ? format.format(given) : given;
};

/** A figure as a position in a picture. Everything that is read as text stays decimal text. */
export const drawn = (given: Given): number | null => {
  if (given === null || given === undefined) return null;
  const value = Number(given);
  return Number.isFinite(value) ? value : null;
};

/** The direction of a change: below, at or above zero. */
export const signOf = (given: Given): -1 | 0 | 1 | null => {
  const value = drawn(given);
  return value === null ? null : value < 0 ? -1 : value > 0 ? 1 : 0;
};
