import { fixed } from '../money/decimal-text.ts';
import { Decimal } from '../money/decimal.ts';
import { withThousands } from '../text/with-thousands.ts';

/** What stands before an amount of a currency in English: `$`, or `CHF` and a space that does not break. */
const symbolOf = (currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .filter(({ type }) => type === 'currency' || type === 'literal')
    .map(({ value }) => value)
    .join('');

/** Whole amounts would hide what amounts below this say. */
const CENTS_BELOW = 10;

const sizeInWords = (size: Decimal, currency: string): string => {
  const places = size.isZero() || size.gte(CENTS_BELOW) ? 0 : 2;
  return `${symbolOf(currency)}${withThousands(fixed(size, places))}`;
};

/** An amount as the page writes it: `$37,057`, rounded half to even. One below 10 in size has its cents: `$9.50`. */
export const amountInWords = (amount: string, currency: string): string => {
  const value = new Decimal(amount);
  return `${value.isNegative() && !value.isZero() ? '-' : ''}${sizeInWords(value.abs(), currency)}`;
};

/** The same with a sign in front of an amount above 0. */
export const signedInWords = (amount: string, currency: string): string =>
  `${new Decimal(amount).gt(0) ? '+' : ''}${amountInWords(amount, currency)}`;

/** The size of a percentage without its sign: `4.0%`. One that a decimal place would show as 0 is called less than that. */
export const percentageInWords = (percentage: string): string => {
  const size = new Decimal(percentage).abs();
  const text = withThousands(fixed(size, 1));
  return text === '0.0' && !size.isZero() ? 'less than 0.1%' : `${text}%`;
};

/** A ratio as a percentage. */
export const shareInWords = (ratio: string): string => percentageInWords(new Decimal(ratio).times(100).toFixed());

/** `1 customer`, `1,200 customers`. */
export const countInWords = (count: number, one: string, many = `${one}s`): string =>
  `${withThousands(String(count))} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const listInWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** A dimension as readers call it: attributes by their own name. */
export const dimensionInWords = (dimension: string): string => (dimension === 'acv_band' ? 'ACV band' : dimension);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const LABEL = /^(\d{4})-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?)$/;

/** A label as the page writes it: `Dec 31, 2025` for a day, `Dec 2025`, `Q4 2025` or `2025` for a period. */
export const labelInWords = (label: string): string => {
  const [, year, quarter, month, day] = LABEL.exec(label) ?? [];
  if (year === undefined) return label;
  if (quarter !== undefined) return `Q${quarter} ${year}`;
  const name = MONTHS[Number(month) - 1] ?? '';
  return day === undefined ? `${name} ${year}` : `${name} ${Number(day)}, ${year}`;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `on Mar 31, 2025` for a day, `in Mar 2025` for a period. */
export const whenInWords = (label: string): string => `${DAY.test(label) ? 'on' : 'in'} ${labelInWords(label)}`;
