import { fixed } from '../money/decimal-text.ts';
import { Decimal } from '../money/decimal.ts';
import { withThousands } from '../text/with-thousands.ts';

/** An amount with a comma between thousands and two decimal places, rounded half to even. */
export const amountInWords = (amount: string): string => withThousands(fixed(new Decimal(amount), 2));

/** The same with a sign in front of an amount above 0. */
export const signedInWords = (amount: string): string =>
  `${new Decimal(amount).gt(0) ? '+' : ''}${amountInWords(amount)}`;

/** The size of a percentage without its sign. One that two places would show as 0 is called less than that. */
export const percentageInWords = (percentage: string): string => {
  const size = new Decimal(percentage).abs();
  const text = amountInWords(size.toFixed());
  return text === '0.00' && !size.isZero() ? 'less than 0.01 %' : `${text} %`;
};

/** A ratio as a percentage. */
export const shareInWords = (ratio: string): string => percentageInWords(new Decimal(ratio).times(100).toFixed());

/** `1 customer`, `1,200 customers`. */
export const countInWords = (count: number, one: string, many = `${one}s`): string =>
  `${withThousands(String(count))} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const listInWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `on 2025-03-31` for a day, `in 2025-03` for a period. */
export const whenInWords = (label: string): string => `${DAY.test(label) ? 'on' : 'in'} ${label}`;
