import { type Decimal, round10 } from './decimal.ts';

/** An amount that is still to be divided by a whole number: exact until it is rounded as a whole. */
export type Quotient = Readonly<{ dividend: Decimal; divisor: number }>;

export const undivided = (value: Decimal): Quotient => ({ dividend: value, divisor: 1 });

/** The quotient, cut at the sixtieth digit. */
export const divided = ({ dividend, divisor }: Quotient): Decimal => dividend.div(divisor);

/** The quotient rounded once, half to even, to ten places, from its exact value. */
export const quotient10 = ({ dividend, divisor }: Quotient): Decimal =>
  divisor === 1 ? round10(dividend) : dividend.quotient10(divisor);

/** The quotient and an amount that is not divided. */
export const quotientPlus = ({ dividend, divisor }: Quotient, amount: Decimal): Quotient => ({
  dividend: dividend.plus(amount.times(divisor)),
  divisor,
});
