import { daysInMonth } from '@app/domain';
import { digits } from './digits.ts';
import { bad, type Field } from './field.ts';
import { named } from './json-schema.ts';

const FIRST = '1970-01-01';
const LAST = '2200-12-31';
const NO_DATE = bad(`is not a date from ${FIRST} to ${LAST}`);
const HYPHEN = 45;

/** Whether a text starts with a day of the calendar, `YYYY-MM-DD`, whatever follows it. */
export const startsWithDate = (text: string): boolean => {
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

/** A day of the calendar from 1970-01-01 to 2200-12-31. */
export const DATE: Field<string> = {
  fault: (value) =>
    typeof value === 'string' && value.length === 10 && value >= FIRST && value <= LAST && startsWithDate(value)
      ? null
      : NO_DATE,
  schema: (names) =>
    named(names, 'Date', () => ({
      type: 'string',
      format: 'date',
      pattern: '^(?:19[7-9]\\d|2[01]\\d\\d|2200)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
    })),
};
