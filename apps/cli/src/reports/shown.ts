import { readable } from '../demo/readable.ts';

/** A figure of a row for people: without decimals, thousands set apart; `-` where it is undefined. */
export const shown = (figure: string | number | null | undefined): string =>
  readable(figure === undefined || figure === null ? null : String(figure), 0);

/** A name that leaves room for the amounts beside it. */
export const shortened = (name: string, length = 20): string => {
  const points = Array.from(name);
  return points.length <= length ? name : `${points.slice(0, length - 1).join('')}…`;
};
