import { fixed } from '../money/decimal-text.ts';
import { type Decimal } from '../money/decimal.ts';
import { settled } from '../money/rounding.ts';

/**
 * Field by field as it is emitted: decimals as text, counts as numbers, null where undefined. Quotients, percentages and
 * days have 4 places, shares and ratios 6, all from the unrounded value (definitions, section 7).
 */
export type Figures = Readonly<Record<string, string | number | null>>;

export const amount = (value: Decimal | null): string | null => (value === null ? null : fixed(value, 4));
export const percentage = (ratio: Decimal | null): string | null =>
  ratio === null ? null : fixed(ratio.times(100), 4);
export const share = (ratio: Decimal | null): string | null => (ratio === null ? null : fixed(ratio, 6));

/** Null where there is nothing to divide by. */
export const ratio = (part: Decimal, whole: Decimal): Decimal | null =>
  whole.isZero() ? null : settled(part.div(whole));
