import { remembered } from './memo.ts';

/** Civil dates as `YYYY-MM-DD` text, which sorts as the days do. */
export type Day = string;

/** Half-open: from `start` up to, but not including, `end`. */
export type Days = Readonly<{ start: Day; end: Day }>;

const MS_A_DAY = 86_400_000;

/** Days since 1970-01-01. */
const numberOf = remembered((day: Day): number => Date.parse(`${day}T00:00:00Z`) / MS_A_DAY);

const dayOf = remembered((number: number): Day => new Date(number * MS_A_DAY).toISOString().slice(0, 10));

export const plusDays = (day: Day, days: number): Day => dayOf(numberOf(day) + days);

export const dayBefore = (day: Day): Day => plusDays(day, -1);

export const daysBetween = (start: Day, end: Day): number => numberOf(end) - numberOf(start);

export const yearOf = (day: Day): number => Number(day.slice(0, 4));
export const monthOf = (day: Day): number => Number(day.slice(5, 7));
const dayOfMonth = (day: Day): number => Number(day.slice(8, 10));

/** Months as if they were counted from the year 0, so differences are whole months. */
export const monthNumber = (day: Day): number => yearOf(day) * 12 + monthOf(day) - 1;

export const firstOfMonth = (number: number): Day => {
  const year = Math.floor(number / 12);
  return `${String(year).padStart(4, '0')}-${String(number - year * 12 + 1).padStart(2, '0')}-01`;
};

export const lastOfMonth = (number: number): Day => dayBefore(firstOfMonth(number + 1));

/** Keeps the day of the month, clamped to the last day of the month that it falls in (definitions, section 2). */
export const plusMonths = (day: Day, months: number): Day => {
  const number = monthNumber(day) + months;
  const last = dayOfMonth(lastOfMonth(number));
  return plusDays(firstOfMonth(number), Math.min(dayOfMonth(day), last) - 1);
};

export const later = (a: Day, b: Day): Day => (a > b ? a : b);
export const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

export const isWithin = ({ start, end }: Days, day: Day): boolean => start <= day && day < end;

export const eachDay = ({ start, end }: Days): readonly Day[] =>
  Array.from({ length: Math.max(0, daysBetween(start, end)) }, (_, i) => plusDays(start, i));
