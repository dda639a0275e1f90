import { type CivilDate, Decimal, plain, round10, settled } from '@app/domain';

const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

const grouped = (amount: string): string => {
  const [whole = '', decimals] = amount.split('.');
  return decimals === undefined ? whole.replace(THOUSANDS, ',') : `${whole.replace(THOUSANDS, ',')}.${decimals}`;
};

/** Every digit, thousands set apart; what goes on behind the tenth place ends in an ellipsis. */
export const figure = (value: Decimal): string => {
  const rounded = round10(value);
  return `${grouped(plain(rounded))}${rounded.eq(settled(value)) ? '' : '…'}`;
};

/** The same of an amount as it was emitted; `-` where it is undefined. */
export const emitted = (amount: string | null): string => (amount === null ? '-' : figure(new Decimal(amount)));

/** With its sign, as a movement. */
export const signed = (value: Decimal): string => (value.gt(0) ? `+${figure(value)}` : figure(value));

/** `1,000 + 200 = 1,200`; of one amount just that amount. */
export const sumText = (amounts: readonly Decimal[], sum: Decimal): string =>
  amounts.length < 2 ? figure(sum) : `${amounts.map(figure).join(' + ')} = ${figure(sum)}`;

/** Half-open: the end is the first day behind. */
export const daysText = (start: CivilDate, end: CivilDate | null): string =>
  end === null ? `from ${start} on` : `${start} until ${end}`;

export const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
