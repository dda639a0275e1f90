import { CURRENCY } from '../fields/currency.ts';
import { DATE } from '../fields/date.ts';
import type { StatedDecimal } from '../fields/decimal.ts';
import { bad, fault, type Field } from '../fields/field.ts';
import { named } from '../fields/json-schema.ts';
import { object, required } from '../fields/object.ts';

const ANY_DECIMAL = /^-?\d+(?:\.\d+)?$/;
/**
 * With at most 20 decimals, as in a file of rates, an amount of 25 digits times a rate of 35 is still exact in 60
 * digits.
 */
const PATTERN = '^(?=.*[1-9])0*\\d{1,15}(?:\\.\\d{1,20}0*)?$';
const IN_RANGE = new RegExp(PATTERN);
const LARGEST = 10 ** 15 - 1;

const NO_DECIMAL = bad('is not a decimal');
const OUT_OF_RANGE = fault('amount_out_of_range', 'is out of range: above 0, below 10^15, with at most 20 decimals');

/** Above 0 and below 10^15, with at most 20 decimals. */
const RATE: Field<StatedDecimal> = {
  fault(value) {
    if (typeof value === 'string') {
      if (IN_RANGE.test(value)) return null;
      return ANY_DECIMAL.test(value) ? OUT_OF_RANGE : NO_DECIMAL;
    }
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return NO_DECIMAL;
    return value >= 1 && value <= LARGEST ? null : OUT_OF_RANGE;
  },
  schema: (names) =>
    named(names, 'ExchangeRate', () => ({
      type: ['string', 'integer'],
      pattern: PATTERN,
      minimum: 1,
      maximum: LARGEST,
    })),
};

/** The worth of one unit of the currency in the reporting currency, from `date` until the day of the next rate. */
export const RATE_DATA = object({ currency: required(CURRENCY), date: required(DATE), rate: required(RATE) });
