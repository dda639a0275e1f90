import { LANGUAGE } from './language.ts';

/** A civil day has no zone, so it is formatted as if it were in UTC. */
const dayFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });

const MS_PER_DAY = 86_400_000;

/** The number of a day, for positions on a scale. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;

/** `Dec 31, 2025` for `2025-12-31`. */
export const dayText = (day: string, locale: string = LANGUAGE): string =>
  dayFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(Date.parse(`${day}T00:00:00Z`));

/** `Dec 2025`, `Q4 2025` or `2025` for the label of a period. */
export const periodText = (label: string, locale: string = LANGUAGE): string => {
  const quarter = /^(\d{4})-(Q[1-4])$/.exec(label);
  if (quarter) return `${quarter[2]} ${quarter[1]}`;
  if (!/^\d{4}-\d{2}$/.test(label)) return label;
  return dayFormat(locale, { month: 'short', year: 'numeric' }).format(Date.parse(`${label}-01T00:00:00Z`));
};

/** A moment in the reader's zone, named: `2:05:09 PM GMT+1` if it is of today, otherwise `Dec 31, 2025, 2:05:09 PM GMT+1`. */
export const momentText = (moment: Date, locale: string = LANGUAGE, now = new Date()): string =>
  moment.toDateString() === now.toDateString()
    ? moment.toLocaleTimeString(locale, { timeStyle: 'long' })
    : moment.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'long' });
