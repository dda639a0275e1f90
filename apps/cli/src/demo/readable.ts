import { Decimal, fixed } from '@app/domain';

const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** An amount for people: so many places, half to even, thousands set apart. `-` stands for what is undefined. */
export const readable = (amount: string | null, places: number): string => {
  if (amount === null) return '-';
  const [whole = '', decimals] = fixed(new Decimal(amount), places).split('.');
  const grouped = whole.replace(THOUSANDS, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
};

/** A ratio (0.0712) as a percentage (7.1). */
export const readablePercentage = (ratio: string | null, places: number): string =>
  readable(ratio === null ? null : new Decimal(ratio).times(100).toFixed(), places);
