declare const brand: unique symbol;

/** A day of the proleptic Gregorian calendar, `YYYY-MM-DD`, without time or zone. Compares as text. */
export type CivilDate = string & { readonly [brand]: true };

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** `month` counts from 1. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

/**
 * The number that two digits write. It is read by character codes, because substrings took a tenth of the time of a
 * fold.
 */
const twoDigits = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;

export const yearOf = (date: CivilDate): number => twoDigits(date, 0) * 100 + twoDigits(date, 2);
/** Counts from 1. */
export const monthOf = (date: CivilDate): number => twoDigits(date, 5);
export const dayOfMonth = (date: CivilDate): number => twoDigits(date, 8);

/** The date that `text` writes, or null if there is no such day (2025-02-30). */
export const parseCivilDate = (text: string): CivilDate | null => {
  if (!SHAPE.test(text)) return null;
  const date = text as CivilDate;
  const day = dayOfMonth(date);
  return day >= 1 && day <= daysInMonth(yearOf(date), monthOf(date)) ? date : null;
};

/** Every date that was ever written, by its digits. A generation has about ten thousand days. */
const written = new Map<number, CivilDate>();

export const civilDate = (year: number, month: number, day: number): CivilDate => {
  const key = (year * 16 + month) * 32 + day;
  const existing = written.get(key);
  if (existing !== undefined) return existing;
  const pad = (number: number, length: number): string => String(number).padStart(length, '0');
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as CivilDate;
  written.set(key, date);
  return date;
};

/**
 * Days since 1970-01-01, by eras of 400 years that begin in March, so the leap day comes last (Hinnant,
 * days_from_civil).
 */
export const dayNumber = (date: CivilDate): number => {
  const month = monthOf(date);
  const year = yearOf(date) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth(date) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** The inverse of `dayNumber`. */
export const dateOfDayNumber = (number: number): CivilDate => {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return civilDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
};

export const addDays = (date: CivilDate, days: number): CivilDate => dateOfDayNumber(dayNumber(date) + days);

export const daysBetween = (from: CivilDate, to: CivilDate): number => dayNumber(to) - dayNumber(from);

/**
 * The day `months` after `date`: the same day of the month, clamped to the month's last day (definitions, section 2).
 * It is always counted from `date`, never step by step.
 */
export const addMonths = (date: CivilDate, months: number): CivilDate => {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return civilDate(year, month, Math.min(dayOfMonth(date), daysInMonth(year, month)));
};

export const earlier = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b);
export const later = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? b : a);
