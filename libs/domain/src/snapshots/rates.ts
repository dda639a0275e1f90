import type { CivilDate } from '../calendar/civil-date.ts';
import { type Decimal, ONE } from '../money/decimal.ts';
import type { Policy } from '../policy/policy.ts';

/** What one unit of a currency is worth in the reporting currency, from `date` until a later rate is stated. */
export type FxRate = Readonly<{ currency: string; date: CivilDate; rate: Decimal }>;

/** A currency's rate at the measured day, the prior one and the year-ago one. */
export type PeriodRate = Readonly<{ currency: string; now: Decimal; prior: Decimal; yearAgo: Decimal }>;

/** The days of a comparison; null where there is no such period. */
export type MeasuredDays = Readonly<{ now: CivilDate; prior: CivilDate | null; yearAgo: CivilDate | null }>;

type FxTerms = Pick<Policy, 'reportingCurrency' | 'fx'>;

/** The latest rate on or before the day that the policy names, or null. `rates` are of one currency, ascending. */
const rateOn = (rates: readonly FxRate[], day: CivilDate, { fx }: FxTerms): Decimal | null => {
  const by = fx.mode === 'constant' ? fx.date : day;
  return rates.findLast(({ date }) => date <= by)?.rate ?? null;
};

const byCurrency = (rates: readonly FxRate[]): ReadonlyMap<string, readonly FxRate[]> =>
  Map.groupBy(
    rates.toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    ({ currency }) => currency,
  );

/**
 * The rates of a period, of every currency that has one on the measured day (definitions, section 6). Where only the
 * prior or the year-ago day's is missing, now's stands in for it. The reporting currency is worth 1.
 */
export const periodRates = (rates: readonly FxRate[], days: MeasuredDays, policy: FxTerms): readonly PeriodRate[] => {
  const reporting = { currency: policy.reportingCurrency, now: ONE, prior: ONE, yearAgo: ONE };
  const others = [...byCurrency(rates)].flatMap(([currency, own]) => {
    const now = rateOn(own, days.now, policy);
    if (currency === policy.reportingCurrency || now === null) return [];
    const at = (day: CivilDate | null): Decimal => (day === null ? now : (rateOn(own, day, policy) ?? now));
    return [{ currency, now, prior: at(days.prior), yearAgo: at(days.yearAgo) }];
  });
  return [reporting, ...others];
};
