import type { Decimal } from './decimal.ts';
import { AMOUNT_PLACES, round10 } from './rounding.ts';

/** An amount that is still to be divided by a whole number above 0: exact until it is rounded as a whole. */
export type Quotient = Readonly<{ dividend: Decimal; divisor: number }>;

export const undivided = (value: Decimal): Quotient => ({ dividend: value, divisor: 1 });

/** The quotient, cut at the sixtieth digit. */
export const divided = ({ dividend, divisor }: Quotient): Decimal => dividend.div(divisor);

/** The quotient rounded once, half to even, to ten decimal places, from its exact value. */
export const quotient10 = ({ dividend, divisor }: Quotient): Decimal =>
  divisor === 1
    ? round10(dividend)
    : (dividend.shortQuotient(divisor, AMOUNT_PLACES) ?? round10(dividend.div(divisor)));

/** The sum of a quotient and an amount that is not divided. */
export const quotientPlus = ({ dividend, divisor }: Quotient, amount: Decimal): Quotient => ({
  dividend: dividend.plus(amount.times(divisor)),
  divisor,
});
