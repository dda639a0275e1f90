import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { type Decimal, ONE } from '../money/decimal.ts';
import type { MeasuredDays } from '../periods/measured-days.ts';
import type { Policy } from '../policy/policy.ts';

/** The worth of one unit of a currency in the reporting currency, from `date` until the date of a later rate. */
export type FxRate = Readonly<{ currency: string; date: CivilDate; rate: Decimal }>;

/** A currency's rate at the measured day, the prior one and the year-ago one. */
export type PeriodRate = Readonly<{ currency: string; now: Decimal; prior: Decimal; yearAgo: Decimal }>;

/** The rate of a currency on the days `[from, to)`. Bookings and one-time lines are converted at the rate of their day. */
export type DatedRate = Readonly<{ currency: string; from: CivilDate; to: CivilDate; rate: Decimal }>;

/** The rates of a comparison: of its measured days, and of each day on which bookings and one-time lines fall. */
export type ComparisonRates = Readonly<{ measured: readonly PeriodRate[]; dated: readonly DatedRate[] }>;

type Days = Readonly<{ start: CivilDate; end: CivilDate }>;

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
 * The rates of a period, of every currency that has one on the measured day (definitions, section 6). If only the
 * prior or the year-ago day's is missing, the measured day's is used instead. The reporting currency is worth 1.
 */
const periodRates = (rates: readonly FxRate[], days: MeasuredDays, policy: FxTerms): readonly PeriodRate[] => {
  const reporting = { currency: policy.reportingCurrency, now: ONE, prior: ONE, yearAgo: ONE };
  const others = [...byCurrency(rates)].flatMap(([currency, own]) => {
    const now = rateOn(own, days.now, policy);
    if (currency === policy.reportingCurrency || now === null) return [];
    const at = (day: CivilDate | null): Decimal => (day === null ? now : (rateOn(own, day, policy) ?? now));
    return [{ currency, now, prior: at(days.prior), yearAgo: at(days.yearAgo) }];
  });
  return [reporting, ...others];
};

const changesIn = (own: readonly FxRate[], { start, end }: Days): readonly CivilDate[] => [
  start,
  ...own.map(({ date }) => date).filter((date) => start < date && date < end),
];

/** The rates of a currency on these days; on a day before its first rate the measured day's is used instead. */
const datedRates = (
  { currency, now }: PeriodRate,
  own: readonly FxRate[],
  days: Days,
  policy: FxTerms,
): readonly DatedRate[] => {
  if (currency === policy.reportingCurrency) return [{ currency, from: days.start, to: days.end, rate: ONE }];
  const changes = changesIn(own, days);
  return changes.map((from, i) => ({
    currency,
    from,
    to: changes[i + 1] ?? days.end,
    rate: rateOn(own, from, policy) ?? now,
  }));
};

/** The rates of a comparison whose bookings and one-time lines fall on the days from `start` to the measured one. */
export const comparisonRates = (
  rates: readonly FxRate[],
  start: CivilDate,
  days: MeasuredDays,
  policy: FxTerms,
): ComparisonRates => {
  const measured = periodRates(rates, days, policy);
  const known = byCurrency(rates);
  const dated = { start, end: addDays(days.now, 1) };
  return {
    measured,
    dated: measured.flatMap((rate) => datedRates(rate, known.get(rate.currency) ?? [], dated, policy)),
  };
};
