import { fixed } from '../money/decimal-text.ts';
import { type Decimal } from '../money/decimal.ts';
import { settled } from '../money/rounding.ts';

/** Figures of a report by their names as emitted: decimals as text, counts as numbers, null if undefined. */
export type NamedFigures = Readonly<Record<string, string | number | null>>;

/*
 * Quotients, percentages and days have 4 places, shares and ratios 6, all from the unrounded value (definitions, section 7).
 */

export const amount = (value: Decimal | null): string | null => (value === null ? null : fixed(value, 4));
export const percentage = (ratio: Decimal | null): string | null =>
  ratio === null ? null : fixed(ratio.times(100), 4);
export const share = (ratio: Decimal | null): string | null => (ratio === null ? null : fixed(ratio, 6));

/** Null if there is nothing to divide by. */
export const ratio = (part: Decimal, whole: Decimal): Decimal | null =>
  whole.isZero() ? null : settled(part.div(whole));
