import { type Decimal, ZERO } from '../money/decimal.ts';

/** Customers of a segment on one day: how many, and what their ARR comes to. */
export type Standing = Readonly<{ arr: Decimal; logos: number }>;

export const NOBODY: Standing = { arr: ZERO, logos: 0 };

/** Total ARR ÷ active logos, unrounded; null with no active customer. */
export const averageAcv = ({ arr, logos }: Standing): Decimal | null => (logos === 0 ? null : arr.div(logos));
