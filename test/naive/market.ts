import { type Fraction, fraction, ONE_FRACTION } from '../properties/fraction.ts';
import type { Day } from './calendar.ts';
import type { Policy } from './policy.ts';
import type { WireRate } from './wire.ts';

/** The value of one unit of a currency in the reporting currency on a day; null without a rate. */
export type RateOn = (currency: string, day: Day) => Fraction | null;

export const marketOf = (rates: readonly WireRate[], { reportingCurrency, fxDate }: Policy): RateOn => {
  const byDate = rates.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return (currency, day) => {
    if (currency === reportingCurrency) return ONE_FRACTION;
    const latest = byDate.findLast((rate) => rate.currency === currency && rate.date <= (fxDate ?? day));
    return latest === undefined ? null : fraction(String(latest.rate));
  };
};
