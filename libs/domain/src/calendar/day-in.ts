import { type CivilDate, parseCivilDate } from './civil-date.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Kept, because building a format costs a hundred times more than using it. Throws `RangeError` for an unknown zone.
 */
const formatIn = (timezone: string): Intl.DateTimeFormat => {
  const existing = formats.get(timezone);
  if (existing !== undefined) return existing;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timezone, format);
  return format;
};

/**
 * The day of a time zone on which an instant falls, in seconds since 1970. Throws `RangeError` for an unknown zone, and
 * for a day before the year 1 or after 9999.
 */
export const dayIn = (timezone: string, { seconds }: Readonly<{ seconds: number }>): CivilDate => {
  const parts = formatIn(timezone).formatToParts(seconds * 1000);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((p) => p.type === type)?.value ?? '';
  const day = parseCivilDate(`${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`);
  if (day === null) throw new RangeError(`${seconds} has no day in ${timezone}`);
  return day;
};
