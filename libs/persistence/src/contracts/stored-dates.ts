import { type CivilDate, parseCivilDate } from '@app/domain';

/** An open end as Postgres keeps it: comparable, and never null. */
export const OPEN_END = 'infinity';

/** Before all others, as Postgres writes it. */
export const FIRST_DAY = '-infinity';

/** A date column, read as text. Throws if it is no date, because only the domain's dates are stored. */
export const dateFrom = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(`the store holds ${text} where a date belongs`);
  return date;
};

export const endFrom = (text: string): CivilDate | null => (text === OPEN_END ? null : dateFrom(text));
export const nullableDate = (text: string | null): CivilDate | null => (text === null ? null : dateFrom(text));
