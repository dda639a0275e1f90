import { type Decimal, ZERO } from '../money/decimal.ts';

/** The number and the ARR of a segment's customers on one day. */
export type Standing = Readonly<{ arr: Decimal; logos: number }>;

export const NOBODY: Standing = { arr: ZERO, logos: 0 };

/** Total ARR ÷ active logos, unrounded; null with no active customer. */
export const averageAcv = ({ arr, logos }: Standing): Decimal | null => (logos === 0 ? null : arr.div(logos));
