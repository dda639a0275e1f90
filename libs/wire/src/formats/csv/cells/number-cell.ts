import { bad, type Fault } from '../../../fields/field.ts';
import { shown } from '../../../fields/shown.ts';
import type { DecimalMark } from '../sheet.ts';

/**
 * Digits, either in groups of three with the same separator throughout, or without a separator. Groups do not begin
 * with a zero: 0,125 is no 125.
 */
const SHAPES: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^(-?)([1-9]\d{0,2}(?:([,'’ \u00A0\u202F])\d{3}(?:\3\d{3})*)|\d+)(?:\.(\d+))?$/,
  ',': /^(-?)([1-9]\d{0,2}(?:([.'’ \u00A0\u202F])\d{3}(?:\3\d{3})*)|\d+)(?:,(\d+))?$/,
};

/** One group of three behind a point: thousands, or three decimals. Behind a comma it is thousands. */
const EITHER_WAY = /^-?\d{1,3}\.\d{3}$/;

/** The number in a cell in plain notation; null if it is none. */
export const numberIn = (cell: string, decimal: DecimalMark): string | null => {
  const [, sign, whole, , decimals] = SHAPES[decimal].exec(cell) ?? [];
  if (whole === undefined) return null;
  return `${sign ?? ''}${whole.replaceAll(/\D/g, '')}${decimals === undefined ? '' : `.${decimals}`}`;
};

export const noNumber = (cell: string, decimal: DecimalMark): Fault =>
  bad(`${shown(cell)} is not a number with ${decimal === '.' ? 'a decimal point' : 'a decimal comma'}`);

/** Whether a number means something else, or only something, if the decimal mark is a comma. */
export const suggestsComma = (cell: string): boolean =>
  EITHER_WAY.test(cell) || (numberIn(cell, '.') === null && numberIn(cell, ',') !== null);
