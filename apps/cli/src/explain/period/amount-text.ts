import { type Decimal, plain } from '@app/domain';
import { readable } from '../../readable.ts';

/** How amounts are written in the explanation of a change. */
export type AmountText = Readonly<{
  /** `-` if undefined. */
  amount: (value: string | null) => string;
  /** With its sign, like a movement. */
  signed: (value: Decimal) => string;
}>;

export const amountText = (places: number): AmountText => ({
  amount: (value) => readable(value, places),
  signed: (value) => `${value.gt(0) ? '+' : ''}${readable(plain(value), places)}`,
});
