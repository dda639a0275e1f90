import { bad, type Fault, fault, type Field } from './field.ts';
import { named } from './json-schema.ts';

/** A decimal in JSON: a text, or a whole number of a size below 2^53. */
export type StatedDecimal = string | number;

type Range = Readonly<{
  name: string;
  /** Matches the texts in range. Leading and trailing zeros do not matter, so it goes by value. */
  pattern: string;
  /** The bounds of a JSON number, which must be whole. */
  least: number;
  most: number;
  decimals: number;
  /** The reason why a value below 0 is refused; null if it is not refused. */
  negative: string | null;
  /** The reason why a value above the range is refused. */
  tooLarge: string;
}>;

const ANY_DECIMAL = /^-?\d+(?:\.\d+)?$/;
const MINUS_ZERO = '-0+(?:\\.0+)?';
const LARGEST = 10 ** 15 - 1;
const LARGE_DIGITS = 15;
const DIGIT_ZERO = 48;

const NO_DECIMAL = bad('is not a decimal');
const NOT_WHOLE = bad('is a JSON number that is not whole or not exact; a decimal is stated as text');

const fraction = (decimals: number): string => `(?:\\.\\d{1,${decimals}}0*)?`;

/** The significant digits before the point, and the number of those after it. A pattern would take quadratic time. */
const countedDigits = (text: string): Readonly<{ whole: string; decimals: number }> => {
  const point = text.includes('.') ? text.indexOf('.') : text.length;
  let start = text.startsWith('-') ? 1 : 0;
  while (start < point && text.charCodeAt(start) === DIGIT_ZERO) start += 1;
  let end = text.length;
  while (end > point + 1 && text.charCodeAt(end - 1) === DIGIT_ZERO) end -= 1;
  return { whole: text.slice(start, point), decimals: Math.max(0, end - point - 1) };
};

/** The reason why a decimal is out of range. It is worked out only for a refusal. */
const brokenRule = (text: string, { negative, most, tooLarge, decimals: decimalsMax }: Range): string => {
  const { whole, decimals } = countedDigits(text);
  if (negative !== null && text.startsWith('-')) return negative;
  const isAbove = whole.length > LARGE_DIGITS || Number(whole) > most;
  if (isAbove || (most < LARGEST && Number(whole) === most && decimals > 0)) return tooLarge;
  return `has ${decimals} decimals, at most ${decimalsMax}`;
};

const decimal = (range: Range): Field<StatedDecimal> => {
  const { name, pattern, least, most } = range;
  const inRange = new RegExp(pattern);
  const outOfRange = (text: string): Fault => fault('amount_out_of_range', brokenRule(text, range));
  return {
    fault(value) {
      if (typeof value === 'string') {
        if (inRange.test(value)) return null;
        return ANY_DECIMAL.test(value) ? outOfRange(value) : NO_DECIMAL;
      }
      if (typeof value !== 'number') return NO_DECIMAL;
      if (!Number.isSafeInteger(value)) return NOT_WHOLE;
      return value >= least && value <= most ? null : outOfRange(String(value));
    },
    schema: (names) =>
      named(names, name, () => ({ type: ['string', 'integer'], pattern, minimum: least, maximum: most })),
  };
};

const fromZero = (name: string, decimals: number, negative: string): Field<StatedDecimal> =>
  decimal({
    name,
    pattern: `^(?:0*\\d{1,${LARGE_DIGITS}}${fraction(decimals)}|${MINUS_ZERO})$`,
    least: 0,
    most: LARGEST,
    decimals,
    negative,
    tooLarge: 'is 10^15 or more',
  });

const NO_NEGATIVE_LINE = 'is below 0; a reduction is a discount, not a negative line';
const NO_NEGATIVE_DISCOUNT = 'is below 0; a discount states what it takes off';

/** An amount or quantity of a line that counts: at least 0 and below 10^15, with at most 10 decimals. */
export const AMOUNT = fromZero('Amount', 10, NO_NEGATIVE_LINE);

/** The same range with at most 14 decimals, because metered units cost fractions of a cent. */
export const UNIT_PRICE = fromZero('UnitPrice', 14, NO_NEGATIVE_LINE);

export const DISCOUNT_AMOUNT = fromZero('Amount', 10, NO_NEGATIVE_DISCOUNT);

/** The same range on both sides of 0, for lines that are stored and count in nothing. */
export const SIGNED_AMOUNT = decimal({
  name: 'SignedAmount',
  pattern: `^-?0*\\d{1,${LARGE_DIGITS}}${fraction(10)}$`,
  least: -LARGEST,
  most: LARGEST,
  decimals: 10,
  negative: null,
  tooLarge: 'is 10^15 or more in size',
});

/** 0 to 100. */
export const PERCENTAGE = decimal({
  name: 'Percentage',
  pattern: `^(?:0*\\d{1,2}${fraction(10)}|0*100(?:\\.0+)?|${MINUS_ZERO})$`,
  least: 0,
  most: 100,
  decimals: 10,
  negative: NO_NEGATIVE_DISCOUNT,
  tooLarge: 'is above 100',
});
