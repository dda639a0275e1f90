import { type Decimal, ONE } from '../money/decimal.ts';
import { round10 } from '../money/rounding.ts';

/** What one unit of each currency is worth in the reporting currency; a currency without a rate is missing. */
export type Rates = ReadonlyMap<string, Decimal>;

/** An amount in the reporting currency, rounded half to even to 10 places. At a rate of 1 it stays as it is. */
export const reportingAmount = (amount: Decimal, rate: Decimal): Decimal =>
  rate.eq(ONE) ? amount : round10(amount.times(rate));
