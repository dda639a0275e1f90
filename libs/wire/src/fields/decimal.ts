import { bad, fault, type Field } from './field.ts';
import { named } from './json-schema.ts';

/** A decimal as it is stated: a text, or a whole number below 2^53. */
export type StatedDecimal = string | number;

type Range = Readonly<{
  name: string;
  /** The texts in range. Zeros in front and behind count for nothing, so it goes by value. */
  pattern: string;
  /** The bounds of a JSON number, which is whole. */
  least: number;
  most: number;
}>;

const ANY_DECIMAL = /^-?\d+(?:\.\d+)?$/;
const MINUS_ZERO = '-0+(?:\\.0+)?';
const FRACTION = '(?:\\.\\d{1,10}0*)?';
const LARGEST = 10 ** 15 - 1;

const NO_DECIMAL = bad('is not a decimal');
const OUT_OF_RANGE = fault('amount_out_of_range', 'is out of range');

const decimal = ({ name, pattern, least, most }: Range): Field<StatedDecimal> => {
  const inRange = new RegExp(pattern);
  return {
    fault(value) {
      if (typeof value === 'string') {
        if (inRange.test(value)) return null;
        return ANY_DECIMAL.test(value) ? OUT_OF_RANGE : NO_DECIMAL;
      }
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return NO_DECIMAL;
      return value >= least && value <= most ? null : OUT_OF_RANGE;
    },
    schema: (names) =>
      named(names, name, () => ({ type: ['string', 'integer'], pattern, minimum: least, maximum: most })),
  };
};

/** At least 0 and below 10^15, with at most 10 decimals. */
export const AMOUNT = decimal({
  name: 'Amount',
  pattern: `^(?:0*\\d{1,15}${FRACTION}|${MINUS_ZERO})$`,
  least: 0,
  most: LARGEST,
});

/** The same range on both sides of zero, for what is stored and counted in nothing. */
export const SIGNED_AMOUNT = decimal({
  name: 'SignedAmount',
  pattern: `^-?0*\\d{1,15}${FRACTION}$`,
  least: -LARGEST,
  most: LARGEST,
});

/** 0 to 100. */
export const PERCENTAGE = decimal({
  name: 'Percentage',
  pattern: `^(?:0*\\d{1,2}${FRACTION}|0*100(?:\\.0+)?|${MINUS_ZERO})$`,
  least: 0,
  most: 100,
});
