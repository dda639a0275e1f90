import { type CivilDate, dateOfDayNumber, dayNumber, type Instant } from '@app/domain';
import { startsWithDate } from './date.ts';
import { digits } from './digits.ts';
import { bad, type Field } from './field.ts';
import { named } from './json-schema.ts';

const SECONDS_A_DAY = 86_400;
const FRACTION_DIGITS_MAX = 9;
const TIME_OF_DAY = /^[Tt][0-2]\d:[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:[Zz]|[+-][0-2]\d:[0-5]\d)$/;

/** The offset from UTC at the end of the text in seconds, positive to the east; null if its hours are above 23. */
const offset = (text: string): number | null => {
  const sign = text.charAt(text.length - 6);
  if (sign !== '+' && sign !== '-') return 0;
  const hours = digits(text, text.length - 5, text.length - 3);
  if (hours > 23) return null;
  const seconds = hours * 3600 + digits(text, text.length - 2, text.length) * 60;
  return sign === '+' ? seconds : -seconds;
};

const nanos = (text: string): number => {
  if (text.charAt(19) !== '.') return 0;
  let end = 20;
  while (digits(text, end, end + 1) >= 0) end += 1;
  return digits(text, 20, end) * 10 ** (FRACTION_DIGITS_MAX - (end - 20));
};

/**
 * The instant of an RFC 3339 text with up to 9 fractional digits, or null. A leap second (`:60`, only as the last
 * second of a day of UTC) is the first second of the next day, as in POSIX time. New events must not have one, but
 * ledgers hold older events that do.
 */
export const parseInstant = (text: string): Instant | null => {
  if (!startsWithDate(text) || !TIME_OF_DAY.test(text.slice(10))) return null;
  const east = offset(text);
  const hours = digits(text, 11, 13);
  if (east === null || hours > 23) return null;
  const second = digits(text, 17, 19);
  const seconds =
    dayNumber(text.slice(0, 10) as CivilDate) * SECONDS_A_DAY +
    hours * 3600 +
    digits(text, 14, 16) * 60 +
    second -
    east;
  return second === 60 && seconds % SECONDS_A_DAY !== 0 ? null : { seconds, nanos: nanos(text) };
};

/** The instant in UTC, with as many fractional digits as it needs. `parseInstant` is the inverse. */
export const instantText = ({ seconds, nanos: fraction }: Instant): string => {
  const day = Math.floor(seconds / SECONDS_A_DAY);
  const second = seconds - day * SECONDS_A_DAY;
  const pad = (number: number): string => String(number).padStart(2, '0');
  const time = `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
  const decimals = fraction === 0 ? '' : `.${String(fraction).padStart(FRACTION_DIGITS_MAX, '0').replace(/0+$/, '')}`;
  return `${dateOfDayNumber(day)}T${time}${decimals}Z`;
};

const NO_TIME = bad(`is not an RFC 3339 time with at most ${FRACTION_DIGITS_MAX} fractional digits`);

const LEAP_SECOND = bad('states a second 60');

/** Whether a time has a second 60, which is allowed in a stored event but not in a new one. */
export const hasLeapSecond = (text: string): boolean => text.startsWith('60', 17);

export const TIME: Field<string> = {
  fault(value) {
    if (typeof value !== 'string' || parseInstant(value) === null) return NO_TIME;
    return hasLeapSecond(value) ? LEAP_SECOND : null;
  },
  schema: (names) =>
    named(names, 'Time', () => ({
      type: 'string',
      format: 'date-time',
      pattern: `^\\d{4}-\\d{2}-\\d{2}${TIME_OF_DAY.source.slice(1).replace('(?:[0-5]\\d|60)', '[0-5]\\d')}`,
    })),
};
