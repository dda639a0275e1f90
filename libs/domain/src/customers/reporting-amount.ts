import { type Decimal, ONE } from '../money/decimal.ts';
import { round10 } from '../money/rounding.ts';

/** The worth of one unit of each currency in the reporting currency; a currency without a rate is missing. */
export type Rates = ReadonlyMap<string, Decimal>;

/** An amount in the reporting currency, rounded half to even to 10 decimal places (definitions, section 6). */
export const reportingAmount = (amount: Decimal, rate: Decimal): Decimal =>
  rate.eq(ONE) ? amount : round10(amount.times(rate));
